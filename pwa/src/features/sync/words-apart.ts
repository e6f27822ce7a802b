/** Texts of what was set apart: what it was, and what became of it. */
import { words } from "../../ui";

export const a = words({
  apartRow: {
    "zh-Hans": "被搁下的修改 {n}",
    "zh-Hant": "被擱下的修改 {n}",
    en: "Changes set apart: {n}",
  },
  apartRowSub: {
    "zh-Hans": "{n} 项还等主管判定；内容和结果都能看",
    "zh-Hant": "{n} 項還等主管判定；內容和結果都能看",
    en: "{n} still to be judged; content and outcome are here to read",
  },
  apartTitle: { "zh-Hans": "被搁下的修改", "zh-Hant": "被擱下的修改", en: "Set apart" },
  apartNone: {
    "zh-Hans": "没有被搁下的修改",
    "zh-Hant": "沒有被擱下的修改",
    en: "Nothing of yours was set apart",
  },
  recorded: { "zh-Hans": "您记下的内容", "zh-Hant": "您記下的內容", en: "What you recorded" },
  photosOf: { "zh-Hans": "照片", "zh-Hant": "照片", en: "Photos" },
  nPhotos: {
    "zh-Hans": "{n} 张照片",
    "zh-Hant": "{n} 張照片",
    en: "{n} {n|photo|photos}",
  },
  removed: { "zh-Hans": "去掉 {list}", "zh-Hant": "去掉 {list}", en: "without {list}" },
  unreadable: { "zh-Hans": "读不懂的内容", "zh-Hant": "讀不懂的內容", en: "Unreadable content" },
  did_create: { "zh-Hans": "新建", "zh-Hant": "新建", en: "New record" },
  did_delete: { "zh-Hans": "删除这条记录", "zh-Hant": "刪除這筆記錄", en: "Delete the record" },
  did_restore: { "zh-Hans": "还原这条记录", "zh-Hant": "還原這筆記錄", en: "Restore the record" },
  did_move: { "zh-Hans": "移到别的站点", "zh-Hant": "移到別的站點", en: "Move to another site" },
  isApart: {
    "zh-Hans": "还没写入，等主管判定",
    "zh-Hant": "還沒寫入，等主管判定",
    en: "Not applied yet: a supervisor will judge it",
  },
  isHeld: {
    "zh-Hans": "还没写入，等前一步",
    "zh-Hant": "還沒寫入，等前一步",
    en: "Not applied yet: it waits for an earlier step",
  },
  was: { "zh-Hans": "当时：{why}", "zh-Hant": "當時：{why}", en: "At the time: {why}" },
  adopted: {
    "zh-Hans": "已采纳，写入记录",
    "zh-Hant": "已採納，寫入記錄",
    en: "Adopted and applied",
  },
  adoptedConflict: {
    "zh-Hans": "已采纳，但与后来的修改冲突，待定",
    "zh-Hant": "已採納，但與後來的修改衝突，待定",
    en: "Adopted, but in conflict with later changes",
  },
  released: {
    "zh-Hans": "已放行，写入记录",
    "zh-Hant": "已放行，寫入記錄",
    en: "Released and applied",
  },
  discarded: {
    "zh-Hans": "已弃用，没有写入",
    "zh-Hant": "已棄用，沒有寫入",
    en: "Discarded, not applied",
  },
  endedBy: {
    "zh-Hans": "{who} {time}：{why}",
    "zh-Hant": "{who} {time}：{why}",
    en: "{who}, {time}: {why}",
  },
  cameItself: {
    "zh-Hans": "前一步 {time} 到了，自动写入",
    "zh-Hant": "前一步 {time} 到了，自動寫入",
    en: "The earlier step came {time}; applied by itself",
  },
  openRecord: {
    "zh-Hans": "看{what}记录",
    "zh-Hant": "看{what}記錄",
    en: "Open the record ({what})",
  },
});
