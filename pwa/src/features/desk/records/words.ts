/** Texts of the records table and the record view. */
import { words } from "../../../ui/words";

export const t = words({
  count: { "zh-Hans": "{n} 条", "zh-Hant": "{n} 筆", en: "{n} {n|record|records}" },
  kind: { "zh-Hans": "种类", "zh-Hant": "種類", en: "Kind" },
  allKinds: { "zh-Hans": "全部种类", "zh-Hant": "全部種類", en: "All kinds" },
  state: { "zh-Hans": "状态", "zh-Hant": "狀態", en: "State" },
  allStates: { "zh-Hans": "全部状态", "zh-Hant": "全部狀態", en: "All states" },
  from: { "zh-Hans": "从", "zh-Hant": "從", en: "From" },
  to: { "zh-Hans": "到", "zh-Hant": "到", en: "To" },
  search: { "zh-Hans": "在记录中查找", "zh-Hant": "在記錄中尋找", en: "Find in the records" },
  clear: { "zh-Hans": "清除筛选", "zh-Hant": "清除篩選", en: "Clear filters" },
  exportAs: { "zh-Hans": "导出", "zh-Hant": "匯出", en: "Export" },
  exportLabel: {
    "zh-Hans": "导出为 {format}",
    "zh-Hant": "匯出為 {format}",
    en: "Export as {format}",
  },
  when: { "zh-Hans": "时间", "zh-Hant": "時間", en: "Time" },
  what: { "zh-Hans": "内容", "zh-Hant": "內容", en: "What" },
  site: { "zh-Hans": "站点", "zh-Hant": "站點", en: "Site" },
  who: { "zh-Hans": "人员", "zh-Hant": "人員", en: "Who" },
  photos: { "zh-Hans": "照片", "zh-Hant": "照片", en: "Photos" },
  version: { "zh-Hans": "版", "zh-Hant": "版", en: "Ver." },
  nothing: {
    "zh-Hans": "没有符合条件的记录。",
    "zh-Hant": "沒有符合條件的記錄。",
    en: "No record matches.",
  },
  more: { "zh-Hans": "再显示 {n} 条", "zh-Hant": "再顯示 {n} 筆", en: "Show {n} more" },
  filters: { "zh-Hans": "筛选", "zh-Hant": "篩選", en: "Filters" },
  table: { "zh-Hans": "记录表", "zh-Hant": "記錄表", en: "Table of records" },
  made: {
    "zh-Hans": "{name} · {time} 建立",
    "zh-Hant": "{name} · {time} 建立",
    en: "made by {name}, {time}",
  },
  changed: {
    "zh-Hans": "{name} · {time} 修改",
    "zh-Hant": "{name} · {time} 修改",
    en: "changed by {name}, {time}",
  },
  waiting: {
    "zh-Hans": "有未发送的修改",
    "zh-Hant": "有未傳送的修改",
    en: "has changes not sent yet",
  },
  toReview: { "zh-Hans": "去审核", "zh-Hant": "前往審核", en: "Review it" },
  toConflict: { "zh-Hans": "去决定冲突", "zh-Hant": "前往決定衝突", en: "Decide its conflict" },
  relatedIssues: {
    "zh-Hans": "由它产生的问题",
    "zh-Hant": "由它產生的問題",
    en: "Issues raised from it",
  },
  gone: {
    "zh-Hans": "找不到这条记录，或您没有权限。",
    "zh-Hant": "找不到這筆記錄，或您沒有權限。",
    en: "There is no such record, or it is not yours to see.",
  },
});
