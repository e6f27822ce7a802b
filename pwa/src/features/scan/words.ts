/** Texts of scanning. */
import { words } from "../../ui";

export const t = words({
  title: { "zh-Hans": "扫码", "zh-Hant": "掃碼", en: "Scan" },
  code: { "zh-Hans": "牌上的编号", "zh-Hant": "牌上的編號", en: "Code on the label" },
  codeHint: {
    "zh-Hans": "扫不出时，照着牌子打，例如 A-01",
    "zh-Hant": "掃不出時，照著牌子輸入，例如 A-01",
    en: "If it cannot be scanned, type what is printed, such as A-01",
  },
  open: { "zh-Hans": "打开这个检查点", "zh-Hant": "開啟這個檢查點", en: "Open this checkpoint" },
  missing: { "zh-Hans": "还差：编号", "zh-Hant": "還差：編號", en: "Still needed: the code" },
  camera: { "zh-Hans": "用相机扫", "zh-Hant": "用相機掃", en: "Scan with the camera" },
  stop: { "zh-Hans": "关相机", "zh-Hant": "關相機", en: "Stop the camera" },
  aim: { "zh-Hans": "对准二维码", "zh-Hant": "對準 QR 碼", en: "Point it at the QR code" },
  noDetector: {
    "zh-Hans": "这台手机的浏览器不能直接扫码，请打编号。也可以用手机自带的相机扫牌子，会打开这里。",
    "zh-Hant": "這支手機的瀏覽器無法直接掃碼，請輸入編號。也可用手機內建相機掃牌子，會開啟這裡。",
    en: "This browser cannot scan; type the code. The phone's own camera app can scan the label, too, and opens this page.",
  },
  denied: {
    "zh-Hans": "没有相机权限。请打编号，或在浏览器设置里允许相机。",
    "zh-Hant": "沒有相機權限。請輸入編號，或在瀏覽器設定中允許相機。",
    en: "The camera is not allowed. Type the code, or allow the camera in the browser's settings.",
  },
  unknown: {
    "zh-Hans": "没有编号 {code} 的检查点",
    "zh-Hant": "沒有編號 {code} 的檢查點",
    en: "No checkpoint has the code {code}",
  },
  unknownSub: {
    "zh-Hans": "检查有没有打错；新牌子要联网同步一次才认得。",
    "zh-Hant": "請檢查是否輸入錯誤；新牌子須連網同步一次才認得。",
    en: "Check the spelling. A new label is known after one sync with the network.",
  },
  otherSite: {
    "zh-Hans": "编号 {code} 属于 {site}",
    "zh-Hant": "編號 {code} 屬於 {site}",
    en: "Code {code} belongs to {site}",
  },
  otherSiteSub: {
    "zh-Hans": "您现在在另一个站点工作，可在“我的”里切换。",
    "zh-Hant": "您目前在另一個站點工作，可在「我的」中切換。",
    en: "You are working at another site; change it under Me.",
  },
  noRound: {
    "zh-Hans": "现在没有进行中的一轮",
    "zh-Hant": "目前沒有進行中的一輪",
    en: "No round is under way",
  },
  noRoundSub: {
    "zh-Hans": "先在今日页开始一轮，再扫检查点。",
    "zh-Hant": "請先在今日頁開始一輪，再掃檢查點。",
    en: "Start a round on Today, then scan its checkpoints.",
  },
  toToday: { "zh-Hans": "去今日页", "zh-Hant": "到今日頁", en: "To Today" },
  found: {
    "zh-Hans": "{name}，编号 {code}",
    "zh-Hant": "{name}，編號 {code}",
    en: "{name}, code {code}",
  },
});
