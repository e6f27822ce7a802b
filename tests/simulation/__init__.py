"""Several people and phones on two sites, one seed for everything, and an oracle that remembers.

`script` draws what happens, `run` plays it on the real server, `oracle` judges. `chance` is the one
source of all that is random; `driver` fails as a disk or a killed server does; `memory` remembers
what people saved, apart from the phones. A failing seed is replayed by `make soak SEED=…`.
"""
