/** Texts of the evidence bundle's button. */
import { words } from "../../ui/words";

const about = {
  "zh-Hans": "每一步、签名、回执和照片原件，附离线核对程序。原件可能含拍摄地点。",
  "zh-Hant": "每一步、簽章、回執和照片原檔，附離線核對程式。原檔可能含拍攝地點。",
  en: "Each step, signatures, receipts and original photos, with a checker that works offline. Originals may tell where they were taken.",
};

export const t = words({
  bundle: { "zh-Hans": "下载证据包", "zh-Hant": "下載證據包", en: "Download the evidence bundle" },
  asking: { "zh-Hans": "正在打包…", "zh-Hant": "正在打包…", en: "Packing…" },
  about,
  idle: about,
  saved: {
    "zh-Hans": "证据包已交给浏览器下载。",
    "zh-Hant": "證據包已交給瀏覽器下載。",
    en: "The bundle is with the browser's downloads.",
  },
  offline: {
    "zh-Hans": "没有连上服务器，证据包没有下载。记录没有变动，联网后再试。",
    "zh-Hant": "未連上伺服器，證據包沒有下載。記錄沒有變動，連線後再試。",
    en: "The server was not reached, so nothing was saved. The record is untouched; try again online.",
  },
  signedOut: {
    "zh-Hans": "登录已过期，请重新登录后再下载。",
    "zh-Hant": "登入已過期，請重新登入後再下載。",
    en: "The sign-in has expired. Sign in again, then download.",
  },
  forbidden: {
    "zh-Hans": "只有本站点的主管、经理或稽核可以下载证据包。",
    "zh-Hant": "只有本站點的主管、經理或稽核可以下載證據包。",
    en: "Only the site's supervisors, managers and auditors may download it.",
  },
  unknown: {
    "zh-Hans": "服务器还没有这条记录。上传后再试。",
    "zh-Hant": "伺服器還沒有這筆記錄。上傳後再試。",
    en: "The server does not have this record yet. Try again when it has been sent.",
  },
  busy: {
    "zh-Hans": "服务器现在打不了包，请稍后再试。",
    "zh-Hant": "伺服器現在無法打包，請稍後再試。",
    en: "The server cannot pack it now. Try again in a while.",
  },
});
