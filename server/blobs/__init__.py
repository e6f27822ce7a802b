"""Photos and signatures: received by tus, kept by their hash, shown as safe renditions (B1-B6).

Never decides what a record is; it only tells `push.store` that a blob has arrived.
"""
