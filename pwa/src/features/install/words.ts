/** How to install the app, by browser. */
import { words } from "../../ui";

export const t = words({
  title: { "zh-Hans": "装到手机桌面", "zh-Hant": "安裝到手機桌面", en: "Install on this phone" },
  why: {
    "zh-Hans": "装好以后像普通应用一样打开，没有网络也能用，浏览器也不会清空已存的记录。",
    "zh-Hant": "安裝後像一般應用程式一樣開啟，沒有網路也能用，瀏覽器也不會清空已存的記錄。",
    en: "Once installed it opens like any app, works without a network, and the browser does not wipe what you saved.",
  },
  installed: { "zh-Hans": "已经装好了", "zh-Hant": "已經安裝好了", en: "It is installed" },
  installedSub: {
    "zh-Hans": "请从桌面图标打开巡记。",
    "zh-Hant": "請從桌面圖示開啟巡記。",
    en: "Open Roundbook from its icon.",
  },
  install: { "zh-Hans": "现在安装", "zh-Hant": "現在安裝", en: "Install now" },
  yours: {
    "zh-Hans": "您的浏览器：{name}",
    "zh-Hant": "您的瀏覽器：{name}",
    en: "Your browser: {name}",
  },
  others: { "zh-Hans": "其他浏览器", "zh-Hant": "其他瀏覽器", en: "Other browsers" },
  chrome: {
    "zh-Hans": "安卓 Chrome / Edge",
    "zh-Hant": "Android Chrome / Edge",
    en: "Android Chrome or Edge",
  },
  chrome1: { "zh-Hans": "点右上角 ⋮", "zh-Hant": "點右上角 ⋮", en: "Tap ⋮ at the top right" },
  chrome2: {
    "zh-Hans": "选“安装应用”或“添加到主屏幕”",
    "zh-Hant": "選「安裝應用程式」或「加到主畫面」",
    en: "Choose “Install app” or “Add to Home screen”",
  },
  chrome3: {
    "zh-Hans": "从桌面图标打开",
    "zh-Hant": "從桌面圖示開啟",
    en: "Open it from its icon",
  },
  safari: { "zh-Hans": "iPhone Safari", "zh-Hant": "iPhone Safari", en: "iPhone Safari" },
  safari1: {
    "zh-Hans": "点底部的分享按钮",
    "zh-Hant": "點底部的分享按鈕",
    en: "Tap the share button at the bottom",
  },
  safari2: {
    "zh-Hans": "选“添加到主屏幕”",
    "zh-Hant": "選「加入主畫面」",
    en: "Choose “Add to Home Screen”",
  },
  safari3: {
    "zh-Hans": "从图标打开后重新登录一次：它不与 Safari 共用登录和存储。先在这里把待传的传完。",
    "zh-Hant": "從圖示開啟後重新登入一次：它不與 Safari 共用登入和儲存。請先在這裡把待傳的傳完。",
    en: "Open it from its icon and sign in again: it shares neither sign-in nor storage with Safari. Send what waits here first.",
  },
  wechat: { "zh-Hans": "微信", "zh-Hant": "微信", en: "WeChat" },
  wechat1: { "zh-Hans": "点右上角 ⋯", "zh-Hant": "點右上角 ⋯", en: "Tap ⋯ at the top right" },
  wechat2: {
    "zh-Hans": "选“在浏览器打开”",
    "zh-Hant": "選「在瀏覽器開啟」",
    en: "Choose “Open in browser”",
  },
  wechat3: {
    "zh-Hans": "再按那个浏览器的步骤安装",
    "zh-Hant": "再依該瀏覽器的步驟安裝",
    en: "Then follow the steps of that browser",
  },
  firefox: { "zh-Hans": "安卓 Firefox", "zh-Hant": "Android Firefox", en: "Android Firefox" },
  firefox1: { "zh-Hans": "点 ⋮", "zh-Hant": "點 ⋮", en: "Tap ⋮" },
  firefox2: { "zh-Hans": "选“安装”", "zh-Hant": "選「安裝」", en: "Choose “Install”" },
  firefox3: {
    "zh-Hans": "从桌面图标打开",
    "zh-Hant": "從桌面圖示開啟",
    en: "Open it from its icon",
  },
  desktop: {
    "zh-Hans": "电脑 Chrome / Edge",
    "zh-Hant": "電腦 Chrome / Edge",
    en: "Chrome or Edge on a computer",
  },
  desktop1: {
    "zh-Hans": "点地址栏右边的安装图标",
    "zh-Hant": "點網址列右邊的安裝圖示",
    en: "Click the install icon at the right of the address",
  },
  desktop2: { "zh-Hans": "选“安装”", "zh-Hant": "選「安裝」", en: "Choose “Install”" },
  desktop3: {
    "zh-Hans": "从桌面图标打开",
    "zh-Hant": "從桌面圖示開啟",
    en: "Open it from its icon",
  },
});
