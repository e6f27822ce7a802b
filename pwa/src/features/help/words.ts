/** Help in short pages that work offline. */
import { words } from "../../ui";

export const t = words({
  help: { "zh-Hans": "帮助", "zh-Hant": "說明", en: "Help" },
  offline: {
    "zh-Hans": "没有网络时怎么办",
    "zh-Hant": "沒有網路時怎麼辦",
    en: "Working without a network",
  },
  offline1: {
    "zh-Hans": "照常记录。每填一项就存在本机，关掉应用、重启手机都还在。",
    "zh-Hant": "照常記錄。每填一項就存在本機，關掉應用、重開手機都還在。",
    en: "Record as usual. Each field is saved on the phone as you enter it and survives closing the app or restarting the phone.",
  },
  offline2: {
    "zh-Hans": "有网后自动上传：先传文字，再传照片；照片从断点续传。右上角的小牌显示还剩多少。",
    "zh-Hant": "有網後自動上傳：先傳文字，再傳照片；照片從斷點續傳。右上角的小牌顯示還剩多少。",
    en: "When the network is back, text goes first, then photos; photos resume where they stopped. The chip at the top right shows what is left.",
  },
  offline3: {
    "zh-Hans": "一直连不上时，在同步页“存为文件”，把文件带到有网的手机上读回，不会重复。",
    "zh-Hant": "一直連不上時，在同步頁「存為檔案」，把檔案帶到有網路的手機上讀回，不會重複。",
    en: "If it never connects, save the unsent work to a file on the sync screen and read it back on a phone with a network; nothing is doubled.",
  },
  offline4: {
    "zh-Hans": "不要清除浏览器数据，也不要卸载应用，直到显示“已同步”。",
    "zh-Hant": "在顯示「已同步」之前，請勿清除瀏覽器資料或解除安裝應用。",
    en: "Do not clear the browser's data or uninstall the app until it says “In sync”.",
  },
  states: {
    "zh-Hans": "各种状态是什么意思",
    "zh-Hant": "各種狀態是什麼意思",
    en: "What the states mean",
  },
  statesDraft: {
    "zh-Hans": "还没做完，存在本机，可以接着做。",
    "zh-Hant": "還沒做完，存在本機，可以接著做。",
    en: "Not finished; saved on this phone, you can go on.",
  },
  statesSaved: {
    "zh-Hans": "已存在这台手机，服务器还没收到。",
    "zh-Hant": "已存在這支手機，伺服器尚未收到。",
    en: "Saved on this phone; the server does not have it yet.",
  },
  statesSending: {
    "zh-Hans": "正在上传记录或照片。",
    "zh-Hant": "正在上傳記錄或照片。",
    en: "The record or its photos are on their way.",
  },
  statesReceived: {
    "zh-Hans": "记录和每张照片都由服务器核对收到。",
    "zh-Hant": "記錄和每張照片都由伺服器核對收到。",
    en: "The server has confirmed the record and each photo.",
  },
  statesReturned: {
    "zh-Hans": "主管退回，按意见改好再提交。",
    "zh-Hant": "主管退回，依意見改好再提交。",
    en: "Returned by a supervisor: correct it and submit again.",
  },
  statesConflict: {
    "zh-Hans": "两个人改了同一处，两份都留着，等人选。",
    "zh-Hant": "兩個人改了同一處，兩份都留著，等人選。",
    en: "Two people changed the same field; both versions are kept until someone chooses.",
  },
  statesOff: {
    "zh-Hans": "站点没有给这一项设限值，所以不判正常与否。",
    "zh-Hant": "站點未給這一項設限值，所以不判正常與否。",
    en: "The site has set no limits for this item, so it is not judged.",
  },
  conflicts: {
    "zh-Hans": "两处不一致怎么选",
    "zh-Hant": "兩處不一致怎麼選",
    en: "When there are two versions",
  },
  conflicts1: {
    "zh-Hans": "两个人没联网时改了同一处，系统不替任何人做主：先到的留着，后到的一起摆出来。",
    "zh-Hant": "兩個人離線時改了同一處，系統不替任何人做主：先到的留著，後到的一起擺出來。",
    en: "Two people changed one field while offline. Nothing is overwritten: the first stays, the other is shown beside it.",
  },
  conflicts2: {
    "zh-Hans": "您可以选自己未审核记录里的不一致；其他的由站点主管选。",
    "zh-Hant": "您可以選自己未審核記錄中的不一致；其他由站點主管選。",
    en: "You may decide for your own records that are not reviewed yet; a supervisor of the site decides the others.",
  },
  conflicts3: {
    "zh-Hans": "选完以后，两个人都会看到谁选了什么；两份原件一直可以查。",
    "zh-Hant": "選完以後，兩個人都會看到誰選了什麼；兩份原件一直可以查。",
    en: "Afterwards both people see who chose what, and both originals stay readable.",
  },
});
