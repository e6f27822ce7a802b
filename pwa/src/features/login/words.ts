/** Texts of signing in. */
import { words } from "../../ui";

export const t = words({
  title: { "zh-Hans": "登录", "zh-Hant": "登入", en: "Sign in" },
  lead: {
    "zh-Hans": "巡检、问题和照片先存在本机，有网就传。",
    "zh-Hant": "巡檢、問題和照片先存在本機，有網路就傳。",
    en: "Rounds, issues and photos are saved on this phone first and sent when there is a network.",
  },
  name: { "zh-Hans": "账号", "zh-Hant": "帳號", en: "User name" },
  password: { "zh-Hans": "密码", "zh-Hant": "密碼", en: "Password" },
  show: { "zh-Hans": "显示密码", "zh-Hant": "顯示密碼", en: "Show the password" },
  hide: { "zh-Hans": "隐藏密码", "zh-Hant": "隱藏密碼", en: "Hide the password" },
  signIn: { "zh-Hans": "登录", "zh-Hant": "登入", en: "Sign in" },
  busy: { "zh-Hans": "正在登录…", "zh-Hant": "正在登入…", en: "Signing in…" },
  missingName: { "zh-Hans": "请填账号", "zh-Hant": "請填帳號", en: "Enter your user name" },
  missingPassword: { "zh-Hans": "请填密码", "zh-Hant": "請填密碼", en: "Enter your password" },
  offlineTitle: {
    "zh-Hans": "现在没有网络",
    "zh-Hant": "目前沒有網路",
    en: "There is no network now",
  },
  offlineSub: {
    "zh-Hans": "登录要联网一次，之后离线也能用。之前在本机存的记录还在，登录后会接着传。",
    "zh-Hant": "登入須連網一次，之後離線也能用。先前存在本機的記錄還在，登入後會繼續傳。",
    en: "Signing in needs the network once; afterwards the app works offline. What was saved on this phone is still here and will be sent.",
  },
  failed: { "zh-Hans": "没有登录成功", "zh-Hant": "登入未成功", en: "Not signed in" },
  wrong: {
    "zh-Hans": "账号或密码不对。检查大小写后再试；忘记密码请找管理员。",
    "zh-Hant": "帳號或密碼不對。請檢查大小寫後再試；忘記密碼請找管理員。",
    en: "The name or the password is wrong. Check capitals and try again; an administrator can set a new password.",
  },
  throttled: {
    "zh-Hans": "试得太多次，请过几分钟再试。本机的记录不受影响。",
    "zh-Hant": "嘗試次數過多，請過幾分鐘再試。本機的記錄不受影響。",
    en: "Too many tries. Wait a few minutes; what is saved on this phone is safe.",
  },
  unreachable: {
    "zh-Hans": "连不上服务器。检查网络后再试；本机的记录还在。",
    "zh-Hant": "連不上伺服器。請檢查網路後再試；本機的記錄還在。",
    en: "The server cannot be reached. Check the network and try again; what is saved on this phone is still here.",
  },
  disabled: {
    "zh-Hans": "这个账号已停用，请找管理员。本机未传的记录还在。",
    "zh-Hant": "這個帳號已停用，請找管理員。本機未傳的記錄還在。",
    en: "This account is disabled; ask an administrator. Unsent work is still on this phone.",
  },
  other: {
    "zh-Hans": "服务器没有接受（{code}）。请再试一次；本机的记录还在。",
    "zh-Hant": "伺服器沒有接受（{code}）。請再試一次；本機的記錄還在。",
    en: "The server refused ({code}). Try again; what is saved on this phone is still here.",
  },
  language: { "zh-Hans": "语言", "zh-Hant": "語言", en: "Language" },
  wechatTitle: {
    "zh-Hans": "请用浏览器打开",
    "zh-Hant": "請用瀏覽器開啟",
    en: "Open this in the browser",
  },
  wechatSub: {
    "zh-Hans": "微信里打开不能离线使用。点右上角 ⋯，选“在浏览器打开”。",
    "zh-Hant": "在微信中開啟無法離線使用。請點右上角 ⋯，選「在瀏覽器開啟」。",
    en: "Inside WeChat the app cannot work offline. Tap ⋯ at the top right and choose “Open in browser”.",
  },
  installed: {
    "zh-Hans": "怎样装到手机桌面",
    "zh-Hant": "如何安裝到手機桌面",
    en: "How to install it on the phone",
  },
});
