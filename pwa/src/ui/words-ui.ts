/** The texts of the design system itself. */
import { words } from "./words";

export const t = words({
  app: { "zh-Hans": "巡记", "zh-Hant": "巡記", en: "Roundbook" },
  back: { "zh-Hans": "返回", "zh-Hant": "返回", en: "Back" },
  close: { "zh-Hans": "关闭", "zh-Hant": "關閉", en: "Close" },
  undo: { "zh-Hans": "撤销", "zh-Hant": "復原", en: "Undo" },
  actions: { "zh-Hans": "操作", "zh-Hant": "操作", en: "Actions" },
  tabs: { "zh-Hans": "主要页面", "zh-Hant": "主要頁面", en: "Main pages" },
  today: { "zh-Hans": "今日", "zh-Hant": "今日", en: "Today" },
  records: { "zh-Hans": "记录", "zh-Hant": "記錄", en: "Records" },
  scan: { "zh-Hans": "扫码", "zh-Hant": "掃碼", en: "Scan" },
  issues: { "zh-Hans": "问题", "zh-Hant": "問題", en: "Issues" },
  me: { "zh-Hans": "我的", "zh-Hant": "我的", en: "Me" },
  offline: { "zh-Hans": "离线", "zh-Hant": "離線", en: "Offline" },
  waiting: { "zh-Hans": "{n} 条待传", "zh-Hant": "{n} 筆待傳", en: "{n} waiting" },
  offlineWaiting: {
    "zh-Hans": "离线 · {n} 条待传",
    "zh-Hant": "離線 · {n} 筆待傳",
    en: "Offline · {n} waiting",
  },
  sending: { "zh-Hans": "上传中 · {n}", "zh-Hant": "上傳中 · {n}", en: "Sending · {n}" },
  synced: { "zh-Hans": "已同步", "zh-Hant": "已同步", en: "In sync" },
  attention: { "zh-Hans": "{n} 条需处理", "zh-Hant": "{n} 筆需處理", en: "{n} {n|needs|need} you" },
  openSync: { "zh-Hans": "打开同步页", "zh-Hant": "開啟同步頁", en: "Open the sync screen" },
  ok: { "zh-Hans": "正常", "zh-Hant": "正常", en: "Normal" },
  warn: { "zh-Hans": "警戒", "zh-Hant": "警戒", en: "Warning" },
  bad: { "zh-Hans": "异常", "zh-Hant": "異常", en: "Abnormal" },
  saved: { "zh-Hans": "已存本机", "zh-Hant": "已存本機", en: "Saved on this phone" },
  received: { "zh-Hans": "服务器已收到", "zh-Hant": "伺服器已收到", en: "Received" },
  draft: { "zh-Hans": "草稿", "zh-Hant": "草稿", en: "Draft" },
  returned: { "zh-Hans": "被退回", "zh-Hant": "被退回", en: "Returned" },
  off: {
    "zh-Hans": "未设限值，不判正常",
    "zh-Hant": "未設限值，不判正常",
    en: "No limit set, not judged",
  },
  conflict: { "zh-Hans": "两处不一致", "zh-Hant": "兩處不一致", en: "Two versions" },
  upload: { "zh-Hans": "上传中", "zh-Hant": "上傳中", en: "Sending" },
  passed: { "zh-Hans": "已过", "zh-Hant": "已過", en: "passed" },
  here: { "zh-Hans": "现在", "zh-Hant": "目前", en: "now" },
  ahead: { "zh-Hans": "未到", "zh-Hant": "未到", en: "ahead" },
  photosHere: {
    "zh-Hans": "{n} 张照片还在本机",
    "zh-Hant": "{n} 張照片還在本機",
    en: "{n} {n|photo|photos} still on this phone",
  },
  noLimits: { "zh-Hans": "未设限值", "zh-Hant": "未設限值", en: "No limits set" },
  limits: {
    "zh-Hans": "限值 {limits}，现在 {value}",
    "zh-Hant": "限值 {limits}，目前 {value}",
    en: "Limits {limits}, now {value}",
  },
  loading: { "zh-Hans": "正在打开…", "zh-Hant": "正在開啟…", en: "Opening…" },
  showPassword: { "zh-Hans": "显示密码", "zh-Hant": "顯示密碼", en: "Show the password" },
  optional: { "zh-Hans": "可不填", "zh-Hant": "可不填", en: "optional" },
});

export const pictureWords = words({
  photo: { "zh-Hans": "照片 {time}", "zh-Hant": "照片 {time}", en: "Photo {time}" },
  opening: { "zh-Hans": "正在打开", "zh-Hant": "正在開啟", en: "Opening" },
  elsewhere: {
    "zh-Hans": "照片还在拍摄的手机上",
    "zh-Hant": "照片還在拍攝的手機上",
    en: "Still on the phone that took it",
  },
  notHere: {
    "zh-Hans": "联网后可看",
    "zh-Hant": "連網後可看",
    en: "Can be seen when online",
  },
});

export const laterWords = words({
  notHere: {
    "zh-Hans": "这一页还没下载到本机",
    "zh-Hant": "這一頁尚未下載到本機",
    en: "This screen is not on the phone yet",
  },
  safe: {
    "zh-Hans": "已存的记录不受影响。联网后再打开一次，以后离线也能用。",
    "zh-Hant": "已存的記錄不受影響。連網後再開啟一次，之後離線也能用。",
    en: "What you saved is safe. Open it once while online; then it works offline, too.",
  },
  again: { "zh-Hans": "再试一次", "zh-Hant": "再試一次", en: "Try again" },
  broken: {
    "zh-Hans": "这一页出错了",
    "zh-Hant": "這一頁出錯了",
    en: "This screen ran into an error",
  },
  brokenSafe: {
    "zh-Hans": "已存的内容都在本机，没有丢失。回到今日页继续；再出现时请告诉管理员。",
    "zh-Hant": "已存的內容都在本機，沒有遺失。回到今日頁繼續；再出現時請告訴管理員。",
    en: "Everything saved is still on this phone. Go on from Today; tell an administrator if it happens again.",
  },
  toToday: { "zh-Hans": "回到今日", "zh-Hant": "回到今日", en: "To Today" },
  skip: { "zh-Hans": "跳到内容", "zh-Hant": "跳到內容", en: "Skip to the content" },
});

export const titleWords = words({
  round: {
    "zh-Hans": "{day}第 {n} 轮巡检",
    "zh-Hant": "{day}第 {n} 輪巡檢",
    en: "Round {n} {day}",
  },
  checkOn: { "zh-Hans": "{what} · {day}", "zh-Hant": "{what} · {day}", en: "{what}, {day}" },
});

export const disputeWords = words({
  open: {
    "zh-Hans": "两处不一致，去选",
    "zh-Hant": "兩處不一致，去選",
    en: "Two versions: choose",
  },
  openSub: {
    "zh-Hans": "两份都还在，选之前不会改动",
    "zh-Hant": "兩份都還在，選之前不會變更",
    en: "Both are kept; nothing changes before someone chooses",
  },
  decided: {
    "zh-Hans": "两处不一致已由 {who} 决定",
    "zh-Hant": "兩處不一致已由 {who} 決定",
    en: "{who} has chosen between two versions",
  },
  decidedSub: {
    "zh-Hans": "{time} · 看选了哪一份，两份都还在",
    "zh-Hant": "{time} · 看選了哪一份，兩份都還在",
    en: "{time} · see what was chosen; both are kept",
  },
});

export const standingWords = words({
  newerTitle: {
    "zh-Hans": "请打开新版本",
    "zh-Hant": "請開啟新版本",
    en: "Please open the new version",
  },
  newerSub: {
    "zh-Hans": "本机的记录已由新版本接管，这个旧页面不再读写。已存的都在。",
    "zh-Hant": "本機的記錄已由新版本接管，這個舊頁面不再讀寫。已存的都在。",
    en: "A newer version now keeps this phone's records; this old page leaves them alone. All that was saved is there.",
  },
  newerGo: { "zh-Hans": "打开新版本", "zh-Hant": "開啟新版本", en: "Open the new version" },
  newerAgain: {
    "zh-Hans": "如果还回到这里，是服务器上没有新版本：记录不会丢，请告诉管理员。",
    "zh-Hant": "如果還回到這裡，是伺服器上沒有新版本：記錄不會遺失，請告訴管理員。",
    en: "If you come back here, the server has no newer version yet: nothing is lost; tell your administrator.",
  },
  blockedTitle: {
    "zh-Hans": "还有旧页面开着",
    "zh-Hant": "還有舊頁面開著",
    en: "An older page is still open",
  },
  blockedSub: {
    "zh-Hans": "请填完并关掉本应用的其他页面，这里会自动继续。已存的都在。",
    "zh-Hant": "請填完並關閉本應用的其他頁面，這裡會自動繼續。已存的都在。",
    en: "Finish and close the app's other pages; this one goes on by itself. All that was saved is there.",
  },
  awaitedTitle: {
    "zh-Hans": "新版本在等您填完",
    "zh-Hant": "新版本在等您填完",
    en: "A new version waits until you are done",
  },
  awaitedSub: {
    "zh-Hans": "不用急：填的都照常存下。离开这张表单后，请打开新版本。",
    "zh-Hant": "不用急：填的都照常存下。離開這張表單後，請開啟新版本。",
    en: "No hurry: what you enter is saved as usual. When you leave this form, open the new version.",
  },
});
