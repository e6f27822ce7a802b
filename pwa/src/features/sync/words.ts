/** Texts of the sync screen. */
import { words } from "../../ui";

export const t = words({
  title: { "zh-Hans": "同步", "zh-Hant": "同步", en: "Sync" },
  left: { "zh-Hans": "还剩", "zh-Hant": "還剩", en: "Left" },
  recordsPhotos: {
    "zh-Hans": "{n} 条记录 · {p} 张照片",
    "zh-Hant": "{n} 筆記錄 · {p} 張照片",
    en: "{n} {n|record|records} · {p} {p|photo|photos}",
  },
  records: {
    "zh-Hans": "{n} 条记录",
    "zh-Hant": "{n} 筆記錄",
    en: "{n} {n|record|records}",
  },
  lost: { "zh-Hans": "{time} 断网", "zh-Hant": "{time} 斷網", en: "Offline since {time}" },
  noContact: { "zh-Hans": "还没联系上服务器", "zh-Hant": "尚未聯絡上伺服器", en: "No contact yet" },
  thenAbout: {
    "zh-Hans": "联网后约 {span}",
    "zh-Hant": "連網後約 {span}",
    en: "about {span} once online",
  },
  about: { "zh-Hans": "大约还要 {span}", "zh-Hant": "大約還要 {span}", en: "about {span} to go" },
  contact: {
    "zh-Hans": "{time} 联系过服务器",
    "zh-Hant": "{time} 聯絡過伺服器",
    en: "In contact at {time}",
  },
  allReceived: {
    "zh-Hans": "服务器已全部收到",
    "zh-Hant": "伺服器已全部收到",
    en: "The server has received everything",
  },
  filled: {
    "zh-Hans": "正在取服务器上的记录：{p}%",
    "zh-Hant": "正在取得伺服器上的記錄：{p}%",
    en: "Fetching the server's records: {p}%",
  },
  nothingSub: {
    "zh-Hans": "本机没有待传的记录和照片",
    "zh-Hant": "本機沒有待傳的記錄和照片",
    en: "No record or photo waits on this phone",
  },
  lineBroken: {
    "zh-Hans": "手机到服务器：断开",
    "zh-Hant": "手機到伺服器：斷開",
    en: "Phone to server: cut",
  },
  lineOpen: {
    "zh-Hans": "手机到服务器：通",
    "zh-Hant": "手機到伺服器：暢通",
    en: "Phone to server: connected",
  },
  text: { "zh-Hans": "{what} {size}", "zh-Hant": "{what} {size}", en: "{what} {size}" },
  photos: {
    "zh-Hans": "照片 {n} 张 {size}",
    "zh-Hant": "照片 {n} 張 {size}",
    en: "{n} {n|photo|photos} {size}",
  },
  sent: {
    "zh-Hans": "照片已传 {p}%，剩 {size}，从断点续传",
    "zh-Hant": "照片已傳 {p}%，剩 {size}，從斷點續傳",
    en: "{p}% of the photos sent, {size} left; it resumes where it stopped",
  },
  sentLabel: { "zh-Hans": "照片上传进度", "zh-Hant": "照片上傳進度", en: "Photos sent" },
  retry: { "zh-Hans": "重试", "zh-Hant": "重試", en: "Retry" },
  retryWhat: { "zh-Hans": "重试：{what}", "zh-Hant": "重試：{what}", en: "Retry: {what}" },
  retryAll: { "zh-Hans": "全部重试", "zh-Hant": "全部重試", en: "Retry everything" },
  syncNow: { "zh-Hans": "现在同步", "zh-Hant": "現在同步", en: "Sync now" },
  look: { "zh-Hans": "去看", "zh-Hant": "去看", en: "Look" },
  choose: { "zh-Hans": "去选", "zh-Hant": "去選", en: "Choose" },
  read: { "zh-Hans": "知道了", "zh-Hant": "知道了", en: "Noted" },
  whenOnline: {
    "zh-Hans": "有网就传",
    "zh-Hant": "有網就傳",
    en: "Goes as soon as there is a network",
  },
  sending: { "zh-Hans": "正在上传", "zh-Hant": "正在上傳", en: "Being sent" },
  queued: { "zh-Hans": "排队中，马上传", "zh-Hant": "排隊中，馬上傳", en: "Queued, goes next" },
  signIn: {
    "zh-Hans": "登录已过期，重新登录后上传",
    "zh-Hant": "登入已過期，重新登入後上傳",
    en: "Sign-in expired; goes after you sign in again",
  },
  busy: {
    "zh-Hans": "服务器没有接上（{why}），{time} 再试",
    "zh-Hant": "伺服器沒有接上（{why}），{time} 再試",
    en: "The server did not take it ({why}); next try {time}",
  },
  signInNow: { "zh-Hans": "重新登录", "zh-Hant": "重新登入", en: "Sign in again" },
  safe: {
    "zh-Hans": "{why}。记录未丢失",
    "zh-Hant": "{why}。記錄未遺失",
    en: "{why}. Nothing is lost",
  },
  protected: {
    "zh-Hans": "本机存储受保护",
    "zh-Hant": "本機儲存受保護",
    en: "This storage is protected",
  },
  unprotected: {
    "zh-Hans": "本机存储未受保护",
    "zh-Hant": "本機儲存未受保護",
    en: "This storage is not protected",
  },
  storage: {
    "zh-Hans": "已用 {used} · 还可用 {left}",
    "zh-Hant": "已用 {used} · 還可用 {left}",
    en: "{used} used · {left} free",
  },
  unprotectedSub: {
    "zh-Hans": "装到桌面后浏览器不会清空它 · 已用 {used}",
    "zh-Hant": "安裝到桌面後瀏覽器不會清空它 · 已用 {used}",
    en: "Install the app so that the browser keeps it · {used} used",
  },
  evicted: {
    "zh-Hans": "浏览器清空过本机存储，不能确认全部传完",
    "zh-Hant": "瀏覽器清空過本機儲存，無法確認全部傳完",
    en: "The browser wiped this storage: it is not certain that all was sent",
  },
  save: { "zh-Hans": "存为文件", "zh-Hant": "存為檔案", en: "Save to a file" },
  readFile: { "zh-Hans": "读回文件", "zh-Hant": "讀回檔案", en: "Read a file" },
  savedFile: {
    "zh-Hans": "已存为文件，本机的也还留着",
    "zh-Hant": "已存為檔案，本機的也還留著",
    en: "Saved to a file; it also stays on this phone",
  },
  readDone: {
    "zh-Hans": "读回 {n} 项修改、{p} 张照片，已有的没有重复",
    "zh-Hant": "讀回 {n} 項修改、{p} 張照片，已有的沒有重複",
    en: "{n} {n|change|changes} and {p} {p|photo|photos} read; nothing was doubled",
  },
  readFailed: {
    "zh-Hans": "这个文件读不了。本机的记录没有变。",
    "zh-Hant": "這個檔案無法讀取。本機的記錄沒有變。",
    en: "This file cannot be read. Nothing on this phone has changed.",
  },
  others: {
    "zh-Hans": "这台手机上还有同事的 {n} 项在等，他们或您联网后照样会传",
    "zh-Hant": "這支手機上還有同事的 {n} 項在等，他們或您連網後照樣會傳",
    en: "{n} {n|change|changes} of colleagues also wait on this phone and will be sent with yours",
  },
  settledBy: {
    "zh-Hans": "{who} {what}：{why}",
    "zh-Hant": "{who} {what}：{why}",
    en: "{what} by {who}: {why}",
  },
  revokedTitle: {
    "zh-Hans": "这台手机已被停用",
    "zh-Hant": "這支手機已被停用",
    en: "This phone was revoked",
  },
  revokedSub: {
    "zh-Hans":
      "签名密钥已删除，现在不能再记录。未传的 {n} 项留在本机；重新登录后送出，由主管判定，不会直接写入。",
    "zh-Hant":
      "簽名密鑰已刪除，現在不能再記錄。未傳的 {n} 項留在本機；重新登入後送出，由主管判定，不會直接寫入。",
    en: "Its signing key has been erased and nothing more can be recorded. The {n} unsent {n|thing|things} stay here; after a new sign-in they go to a supervisor to judge and are not applied by themselves.",
  },
  askedNow: { "zh-Hans": "正在同步", "zh-Hant": "正在同步", en: "Syncing" },
  asked: { "zh-Hans": "已再试", "zh-Hant": "已再試", en: "Trying again" },
});

/** Why something was set aside, by the code of the server or of this phone. */
export const why = words({
  not_allowed: {
    "zh-Hans": "您的角色不能做这项修改，已交主管处理",
    "zh-Hant": "您的角色不能做這項修改，已交主管處理",
    en: "Your role may not make this change; a supervisor will look at it",
  },
  invalid: {
    "zh-Hans": "服务器看不懂这项修改，已交主管处理",
    "zh-Hant": "伺服器看不懂這項修改，已交主管處理",
    en: "The server could not make sense of this change; a supervisor will look at it",
  },
  incomplete: {
    "zh-Hans": "提交时缺必填项或照片，补齐后再提交",
    "zh-Hant": "提交時缺必填項或照片，補齊後再提交",
    en: "Required answers or photos are missing; complete it and submit again",
  },
  reviewed: {
    "zh-Hans": "记录已审核，修改要写原因",
    "zh-Hant": "記錄已審核，修改須寫原因",
    en: "The record has been reviewed; a change needs a reason",
  },
  forked_device: {
    "zh-Hans": "这台手机的数据被复制过，正在重新登记",
    "zh-Hant": "這支手機的資料被複製過，正在重新登記",
    en: "This phone's data was cloned; it is being registered anew",
  },
  revoked_device: {
    "zh-Hans": "这台手机已停用，主管会处理未传的修改",
    "zh-Hant": "這支手機已停用，主管會處理未傳的修改",
    en: "This phone was revoked; a supervisor will judge its unsent changes",
  },
  needs_upgrade: {
    "zh-Hans": "服务器版本比手机旧，升级后由主管接收",
    "zh-Hant": "伺服器版本比手機舊，升級後由主管接收",
    en: "The server is older than this app; after its upgrade a supervisor takes it in",
  },
  gone: {
    "zh-Hans": "记录早已删除，服务器不再保留；这项修改已交主管处理",
    "zh-Hant": "記錄早已刪除，伺服器不再保留；這項修改已交主管處理",
    en: "The record was deleted long ago and is no longer kept; a supervisor will look at this change",
  },
  moved: {
    "zh-Hans": "记录已移到另一个站点，已交主管处理",
    "zh-Hant": "記錄已移到另一個站點，已交主管處理",
    en: "The record has moved to another site; a supervisor will look at it",
  },
  after_quarantined: {
    "zh-Hans": "前一项修改被搁下，这一项跟着等主管处理",
    "zh-Hant": "前一項修改被擱下，這一項跟著等主管處理",
    en: "An earlier change was set aside; this one waits with it",
  },
  op_id_reused: {
    "zh-Hans": "同一编号传过不同内容，已交主管处理",
    "zh-Hant": "同一編號傳過不同內容，已交主管處理",
    en: "The same number was used for other content; a supervisor will look at it",
  },
  decided_before: {
    "zh-Hans": "别人先作了决定，您的决定没有生效",
    "zh-Hant": "別人先作了決定，您的決定沒有生效",
    en: "Someone decided first; your decision changed nothing",
  },
  held: {
    "zh-Hans": "服务器已收到，在等这台手机更早的一项修改；等到之前，记录里看不到它",
    "zh-Hant": "伺服器已收到，在等這支手機更早的一項修改；等到之前，記錄裡看不到它",
    en: "The server has it and waits for an earlier change of this phone; until that comes, the record does not show it",
  },
  conflict: {
    "zh-Hans": "别人也改了同一处，两份都留着，等人选",
    "zh-Hant": "別人也改了同一處，兩份都留著，等人選",
    en: "Someone else changed the same field; both versions are kept until one is chosen",
  },
  not_a_photo: {
    "zh-Hans": "这个文件不是照片",
    "zh-Hant": "這個檔案不是照片",
    en: "This file is not a photo",
  },
  too_many_pixels: {
    "zh-Hans": "照片太大，请重拍",
    "zh-Hant": "照片太大，請重拍",
    en: "The photo has too many pixels; take it again",
  },
  too_large: {
    "zh-Hans": "文件太大，服务器不收",
    "zh-Hant": "檔案太大，伺服器不收",
    en: "The file is too large for the server",
  },
  over_quota: {
    "zh-Hans": "服务器空间已满，请告诉管理员",
    "zh-Hant": "伺服器空間已滿，請告訴管理員",
    en: "The server's space is used up; tell an administrator",
  },
  bytes_lost: {
    "zh-Hans": "照片文件已不在本机",
    "zh-Hant": "照片檔案已不在本機",
    en: "The photo's bytes are no longer on this phone",
  },
  forbidden: {
    "zh-Hans": "您没有这个站点的权限",
    "zh-Hant": "您沒有這個站點的權限",
    en: "You have no rights at this site",
  },
  offline: { "zh-Hans": "没有网络", "zh-Hant": "沒有網路", en: "no network" },
  strange: {
    "zh-Hans": "网络要先登录网页",
    "zh-Hant": "網路須先登入網頁",
    en: "the network wants a web sign-in first",
  },
  unavailable: { "zh-Hans": "服务器忙", "zh-Hant": "伺服器忙", en: "server busy" },
  internal: { "zh-Hans": "服务器出错", "zh-Hant": "伺服器出錯", en: "server error" },
  too_many_requests: { "zh-Hans": "服务器忙", "zh-Hant": "伺服器忙", en: "server busy" },
  storage_full: { "zh-Hans": "服务器空间已满", "zh-Hant": "伺服器空間已滿", en: "server full" },
});
