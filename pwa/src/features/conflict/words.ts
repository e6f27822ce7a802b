/** Texts of deciding between two versions. */
import { words } from "../../ui";

export const t = words({
  title: { "zh-Hans": "两处不一致", "zh-Hant": "兩處不一致", en: "Two versions" },
  titleN: {
    "zh-Hans": "{n} 处不一致",
    "zh-Hant": "{n} 處不一致",
    en: "{n} {n|difference|differences}",
  },
  me: { "zh-Hans": "我", "zh-Hant": "我", en: "Me" },
  meRole: { "zh-Hans": "我 {role}", "zh-Hant": "我 {role}", en: "Me, {role}" },
  base: { "zh-Hans": "原来", "zh-Hant": "原來", en: "Before" },
  side: { "zh-Hans": "{who} {time}", "zh-Hant": "{who} {time}", en: "{who} {time}" },
  onServer: { "zh-Hans": "服务器", "zh-Hant": "伺服器", en: "the server" },
  allOf: { "zh-Hans": "都用{who}的", "zh-Hant": "都用{who}的", en: "All from {who}" },
  allMine: { "zh-Hans": "都用我的", "zh-Hant": "都用我的", en: "All from me" },
  missing: {
    "zh-Hans": "还有 {n} 处未选",
    "zh-Hant": "還有 {n} 處未選",
    en: "{n} {n|choice|choices} to go",
  },
  save: { "zh-Hans": "保存决定", "zh-Hant": "儲存決定", en: "Save the decision" },
  saved: {
    "zh-Hans": "决定已存本机",
    "zh-Hant": "決定已存本機",
    en: "The decision is saved on this phone",
  },
  merged: {
    "zh-Hans": "另 {n} 个字段已自动合并",
    "zh-Hant": "另 {n} 個欄位已自動合併",
    en: "{n} other {n|field was|fields were} merged by {n|itself|themselves}",
  },
  originals: { "zh-Hans": "看两份原件", "zh-Hant": "看兩份原件", en: "See both originals" },
  earlier: { "zh-Hans": "之前还写过", "zh-Hant": "之前還寫過", en: "Earlier" },
  wait: {
    "zh-Hans": "由记录人或站点主管来选，您可以先看",
    "zh-Hant": "由記錄人或站點主管來選，您可以先看",
    en: "The author or a supervisor of the site decides; you can read both",
  },
  decided: {
    "zh-Hans": "{who} {time} 已决定",
    "zh-Hant": "{who} {time} 已決定",
    en: "Decided by {who}, {time}",
  },
  decidedSub: {
    "zh-Hans": "两份原件都还留着，随时可查。",
    "zh-Hant": "兩份原件都還留著，隨時可查。",
    en: "Both originals are kept and stay readable.",
  },
  chosen: { "zh-Hans": "选了这个", "zh-Hant": "選了這個", en: "chosen" },
  openRecord: { "zh-Hans": "看这条记录", "zh-Hant": "看這筆記錄", en: "Open the record" },
  photos: { "zh-Hans": "照片都留着", "zh-Hant": "照片都留著", en: "All photos are kept" },
  draftName: {
    "zh-Hans": "两处不一致的选择",
    "zh-Hant": "兩處不一致的選擇",
    en: "a choice between two versions",
  },
  notKept: {
    "zh-Hans": "没有存上。本机存储可能满了，请看同步页。",
    "zh-Hant": "未能儲存。本機儲存可能已滿，請看同步頁。",
    en: "Not saved. The phone's storage may be full; see the sync screen.",
  },
  goneTitle: {
    "zh-Hans": "这里没有不一致",
    "zh-Hant": "這裡沒有不一致",
    en: "There is no conflict here",
  },
  goneSub: {
    "zh-Hans": "可能已经决定，或还没同步到本机。",
    "zh-Hant": "可能已經決定，或尚未同步到本機。",
    en: "It may have been decided, or is not on this phone yet.",
  },
  toToday: { "zh-Hans": "回到今日", "zh-Hant": "回到今日", en: "To Today" },
});
