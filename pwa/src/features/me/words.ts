/** Texts of Me. */
import { words } from "../../ui";

export const t = words({
  title: { "zh-Hans": "我的", "zh-Hant": "我的", en: "Me" },
  site: { "zh-Hans": "站点", "zh-Hant": "站點", en: "Site" },
  language: { "zh-Hans": "语言", "zh-Hant": "語言", en: "Language" },
  theme: { "zh-Hans": "屏幕", "zh-Hant": "螢幕", en: "Screen" },
  auto: { "zh-Hans": "跟随手机", "zh-Hant": "跟隨手機", en: "As the phone" },
  light: { "zh-Hans": "浅色", "zh-Hant": "淺色", en: "Light" },
  dark: { "zh-Hans": "深色", "zh-Hant": "深色", en: "Dark" },
  sun: { "zh-Hans": "强光下", "zh-Hant": "強光下", en: "In the sun" },
  phone: { "zh-Hans": "这台手机", "zh-Hant": "這支手機", en: "This phone" },
  sync: { "zh-Hans": "同步", "zh-Hant": "同步", en: "Sync" },
  allReceived: {
    "zh-Hans": "服务器已全部收到",
    "zh-Hant": "伺服器已全部收到",
    en: "The server has received everything",
  },
  waiting: {
    "zh-Hans": "{n} 条待传，共 {size}",
    "zh-Hant": "{n} 筆待傳，共 {size}",
    en: "{n} waiting, {size} in all",
  },
  lastContact: {
    "zh-Hans": "上次联系服务器 {time}",
    "zh-Hant": "上次聯絡伺服器 {time}",
    en: "Last contact with the server {time}",
  },
  never: {
    "zh-Hans": "还没有联系上服务器",
    "zh-Hant": "尚未聯絡上伺服器",
    en: "No contact with the server yet",
  },
  storage: { "zh-Hans": "本机存储", "zh-Hant": "本機儲存", en: "Storage" },
  protected: {
    "zh-Hans": "受保护，已用 {used}",
    "zh-Hant": "受保護，已用 {used}",
    en: "Protected, {used} used",
  },
  unprotected: {
    "zh-Hans": "未受保护，已用 {used}",
    "zh-Hant": "未受保護，已用 {used}",
    en: "Not protected, {used} used",
  },
  protect: { "zh-Hans": "请浏览器保护", "zh-Hant": "請瀏覽器保護", en: "Ask for protection" },
  protectNo: {
    "zh-Hans": "浏览器没有答应。装到桌面后再试。",
    "zh-Hant": "瀏覽器未答應。安裝到桌面後再試。",
    en: "The browser did not agree. Install the app and try again.",
  },
  protectYes: {
    "zh-Hans": "浏览器答应保护本机存储",
    "zh-Hant": "瀏覽器答應保護本機儲存",
    en: "The browser protects this storage now",
  },
  install: { "zh-Hans": "装到手机桌面", "zh-Hant": "安裝到手機桌面", en: "Install on this phone" },
  installSub: {
    "zh-Hans": "打开更快，存储不会被清空",
    "zh-Hant": "開啟更快，儲存不會被清空",
    en: "Opens faster, and the storage stays",
  },
  bin: { "zh-Hans": "回收站", "zh-Hant": "資源回收筒", en: "Bin" },
  binSub: {
    "zh-Hans": "删除的记录保留 30 天",
    "zh-Hant": "刪除的記錄保留 30 天",
    en: "Deleted records stay for 30 days",
  },
  help: { "zh-Hans": "帮助", "zh-Hant": "說明", en: "Help" },
  helpOffline: {
    "zh-Hans": "没有网络时怎么办",
    "zh-Hant": "沒有網路時怎麼辦",
    en: "Working without a network",
  },
  helpStates: {
    "zh-Hans": "各种状态是什么意思",
    "zh-Hant": "各種狀態是什麼意思",
    en: "What the states mean",
  },
  helpConflicts: {
    "zh-Hans": "两处不一致怎么选",
    "zh-Hant": "兩處不一致怎麼選",
    en: "When there are two versions",
  },
  desk: { "zh-Hans": "打开主管台", "zh-Hant": "開啟主管台", en: "Open the desk" },
  deskSub: {
    "zh-Hans": "审核、冲突、全部记录",
    "zh-Hant": "審核、衝突、全部記錄",
    en: "Review, conflicts, all records",
  },
  signOut: { "zh-Hans": "退出登录", "zh-Hant": "登出", en: "Sign out" },
  signOutTitle: { "zh-Hans": "退出登录？", "zh-Hant": "要登出嗎？", en: "Sign out?" },
  signOutClean: {
    "zh-Hans": "记录都已传到服务器。下次登录要联网。",
    "zh-Hant": "記錄都已傳到伺服器。下次登入須連網。",
    en: "Everything has reached the server. Signing in again needs the network.",
  },
  signOutWaiting: {
    "zh-Hans":
      "还有 {n} 条没传完。它们留在本机，下一位登录后照样会传，但别人看不到。下次登录要联网。",
    "zh-Hant":
      "還有 {n} 筆未傳完。它們留在本機，下一位登入後照樣會傳，但別人看不到。下次登入須連網。",
    en: "{n} {n|thing has|things have} not been sent. They stay on this phone and go with the next sign-in; nobody else can see them. Signing in again needs the network.",
  },
  stay: { "zh-Hans": "不退出", "zh-Hant": "不登出", en: "Stay signed in" },
  version: { "zh-Hans": "版本 {v}", "zh-Hant": "版本 {v}", en: "Version {v}" },
});
