/** Texts of the list of phones. */
import { words } from "../../../ui/words";

export const t = words({
  sub: {
    "zh-Hans": "谁的手机多久没联系、还有多少没传",
    "zh-Hant": "誰的手機多久沒聯絡、還有多少沒傳",
    en: "last contact of each, and what it still held",
  },
  name: { "zh-Hans": "手机", "zh-Hant": "手機", en: "Phone" },
  people: { "zh-Hans": "登录过的人", "zh-Hant": "登入過的人", en: "People on it" },
  registered: { "zh-Hans": "登记", "zh-Hant": "登記", en: "Registered" },
  contact: { "zh-Hans": "最后联系", "zh-Hant": "最後聯絡", en: "Last contact" },
  queue: { "zh-Hans": "当时未传", "zh-Hant": "當時未傳", en: "Unsent then" },
  action: { "zh-Hans": "操作", "zh-Hant": "操作", en: "Action" },
  ago: { "zh-Hans": "{span}前", "zh-Hant": "{span}前", en: "{span} ago" },
  never: { "zh-Hans": "从未", "zh-Hant": "從未", en: "never" },
  nothing: { "zh-Hans": "没有", "zh-Hant": "沒有", en: "nothing" },
  unsaid: { "zh-Hans": "没报过", "zh-Hant": "未曾回報", en: "never said" },
  waiting: {
    "zh-Hans": "{n} 项修改 · {p} 张照片 · {size}",
    "zh-Hant": "{n} 項修改 · {p} 張照片 · {size}",
    en: "{n} {n|change|changes} · {p} {p|photo|photos} · {size}",
  },
  asOf: { "zh-Hans": "{time} 报的", "zh-Hant": "{time} 回報", en: "as of {time}" },
  thisOne: { "zh-Hans": "正在用的这台", "zh-Hant": "正在使用的這台", en: "the one you are using" },
  revoke: { "zh-Hans": "停用", "zh-Hant": "停用", en: "Revoke" },
  revokeWhat: { "zh-Hans": "停用 {name}", "zh-Hant": "停用 {name}", en: "Revoke {name}" },
  revoked: {
    "zh-Hans": "{time} 由 {name} 停用",
    "zh-Hant": "{time} 由 {name} 停用",
    en: "revoked by {name}, {time}",
  },
  title: { "zh-Hans": "停用这台手机？", "zh-Hant": "停用這支手機？", en: "Revoke this phone?" },
  ends: {
    "zh-Hans": "上面所有人的登录立即结束；别的手机不受影响。",
    "zh-Hant": "上面所有人的登入立即結束；別的手機不受影響。",
    en: "Everyone's sign-in on it ends at once; their other phones are not touched.",
  },
  keys: {
    "zh-Hans": "它下次联系服务器时删掉自己的签名密钥，之后不能再记录。",
    "zh-Hant": "它下次聯絡伺服器時刪掉自己的簽名密鑰，之後不能再記錄。",
    en: "At its next contact it erases its signing key and can record nothing more.",
  },
  keeps: {
    "zh-Hans": "还没传的 {what} 既不采信也不丢弃：有人在这台手机上重新登录后送来，隔离，等人判定。",
    "zh-Hant": "還沒傳的 {what} 既不採信也不丟棄：有人在這支手機上重新登入後送來，隔離，等人判定。",
    en: "What it has not sent ({what}) is neither trusted nor thrown away: it comes when someone signs in on that phone again, and is set apart for a person to judge.",
  },
  unknownQueue: {
    "zh-Hans": "修改（数量不明）",
    "zh-Hant": "修改（數量不明）",
    en: "an unknown amount",
  },
  noneQueue: {
    "zh-Hans": "上次联系时没有未传的；之后记的会隔离，等人判定，既不采信也不丢弃。",
    "zh-Hant": "上次聯絡時沒有未傳的；之後記的會隔離，等人判定，既不採信也不丟棄。",
    en: "It held nothing unsent at its last contact; what was recorded since is set apart for a person to judge, neither trusted nor thrown away.",
  },
  final: {
    "zh-Hans": "停用不能撤销；同一个人可以在这台或别的手机上重新登录登记。",
    "zh-Hant": "停用不能復原；同一個人可以在這支或別的手機上重新登入登記。",
    en: "This cannot be undone; the same people may sign in and register anew, on this phone or another.",
  },
  isThis: {
    "zh-Hans": "这就是您正在用的这台：停用后要重新登录。",
    "zh-Hant": "這就是您正在使用的這台：停用後須重新登入。",
    en: "This is the one you are using: you will have to sign in again.",
  },
  done: { "zh-Hans": "已停用 {name}", "zh-Hant": "已停用 {name}", en: "{name} was revoked" },
  failed: {
    "zh-Hans": "没有停用成：{why}。请联网后再试。",
    "zh-Hant": "沒有停用成：{why}。請連線後再試。",
    en: "It was not revoked: {why}. Try again once online.",
  },
  unreachable: {
    "zh-Hans": "现在联系不上服务器，看不到手机列表。",
    "zh-Hant": "現在聯絡不上伺服器，看不到手機列表。",
    en: "The server cannot be reached, so the phones cannot be listed.",
  },
  again: { "zh-Hans": "再试", "zh-Hant": "再試", en: "Try again" },
  none: {
    "zh-Hans": "还没有登记的手机。",
    "zh-Hant": "還沒有登記的手機。",
    en: "No phone is registered yet.",
  },
});
