/** Texts of the camera and of the photo viewer. */
import { words } from "../words";

export const t = words({
  close: { "zh-Hans": "关闭相机", "zh-Hant": "關閉相機", en: "Close the camera" },
  live: { "zh-Hans": "取景画面", "zh-Hant": "取景畫面", en: "Live picture" },
  shutter: { "zh-Hans": "拍照", "zh-Hant": "拍照", en: "Take the photo" },
  gallery: { "zh-Hans": "相册", "zh-Hant": "相簿", en: "Gallery" },
  torch: { "zh-Hans": "补光", "zh-Hant": "補光", en: "Light" },
  done: { "zh-Hans": "完成", "zh-Hant": "完成", en: "Done" },
  retake: { "zh-Hans": "重拍", "zh-Hant": "重拍", en: "Retake" },
  kept: {
    "zh-Hans": "已存本机 {n} 张",
    "zh-Hant": "已存本機 {n} 張",
    en: "{n} {n|photo|photos} saved on this phone",
  },
  keeping: { "zh-Hans": "正在存到本机…", "zh-Hant": "正在存到本機…", en: "Saving on this phone…" },
  starting: { "zh-Hans": "正在打开相机…", "zh-Hant": "正在開啟相機…", en: "Starting the camera…" },
  deniedTitle: {
    "zh-Hans": "相机没有权限",
    "zh-Hant": "相機沒有權限",
    en: "The camera is not allowed",
  },
  denied: {
    "zh-Hans": "在地址栏左侧的网站设置里允许“相机”，再回来重试。已填的内容都在。",
    "zh-Hant": "在網址列左側的網站設定裡允許「相機」，再回來重試。已填的內容都在。",
    en: "Allow “Camera” in the site settings beside the address, then try again. All you entered is safe.",
  },
  noneTitle: { "zh-Hans": "没有找到相机", "zh-Hant": "沒有找到相機", en: "No camera was found" },
  none: {
    "zh-Hans": "可以用手机自带的相机拍，或从相册选一张。",
    "zh-Hant": "可以用手機內建的相機拍，或從相簿選一張。",
    en: "Take the photo with the phone's own camera, or pick one from the gallery.",
  },
  busyTitle: {
    "zh-Hans": "相机被别的应用占用",
    "zh-Hant": "相機被別的應用程式占用",
    en: "Another app holds the camera",
  },
  busy: {
    "zh-Hans": "关掉那个应用后重试，或用手机自带的相机拍。",
    "zh-Hant": "關掉那個應用程式後重試，或用手機內建的相機拍。",
    en: "Close that app and try again, or use the phone's own camera.",
  },
  insecureTitle: {
    "zh-Hans": "这个地址不能用相机",
    "zh-Hant": "這個網址不能用相機",
    en: "No camera at this address",
  },
  insecure: {
    "zh-Hans": "网页相机需要 https 地址。可以用手机自带的相机拍。",
    "zh-Hant": "網頁相機需要 https 網址。可以用手機內建的相機拍。",
    en: "The in-page camera needs an https address. The phone's own camera works.",
  },
  retry: { "zh-Hans": "重试相机", "zh-Hant": "重試相機", en: "Try the camera again" },
  file: {
    "zh-Hans": "用手机相机或相册",
    "zh-Hant": "用手機相機或相簿",
    en: "Phone camera or gallery",
  },
  cameraOnly: {
    "zh-Hans": "这一项只收现场拍的照片。",
    "zh-Hant": "這一項只收現場拍的照片。",
    en: "This item takes photos from the camera only.",
  },
  not_image: {
    "zh-Hans": "这个文件不是照片，没有收下。请选 JPEG、PNG 或 WebP 照片；已存的都在。",
    "zh-Hant": "這個檔案不是照片，沒有收下。請選 JPEG、PNG 或 WebP 照片；已存的都在。",
    en: "That file is not a photo and was not taken in. Choose a JPEG, PNG or WebP; all that was saved is safe.",
  },
  too_large: {
    "zh-Hans": "这张照片太大（超过 5000 万像素或 60 MB），没有收下。请用本页相机重拍。",
    "zh-Hant": "這張照片太大（超過 5000 萬像素或 60 MB），沒有收下。請用本頁相機重拍。",
    en: "That photo is too large (over 50 megapixels or 60 MB) and was not taken in. Take it again here.",
  },
  unreadable: {
    "zh-Hans": "这台手机打不开这张照片，没有收下。请用本页相机重拍。",
    "zh-Hant": "這台手機打不開這張照片，沒有收下。請用本頁相機重拍。",
    en: "This phone cannot open that photo, so it was not taken in. Take it again here.",
  },
  no_room: {
    "zh-Hans": "手机存储快满了，先不收新照片；已存的都在。请联网上传或清理手机。",
    "zh-Hant": "手機儲存空間快滿了，先不收新照片；已存的都在。請連線上傳或清理手機。",
    en: "This phone is almost full, so it takes no new photos; all that was saved is safe. Connect to send, or free some space.",
  },
  failed: {
    "zh-Hans": "这张照片没有存下，请再拍一次；已存的都在。",
    "zh-Hant": "這張照片沒有存下，請再拍一次；已存的都在。",
    en: "This photo was not saved, take it again; all that was saved before is safe.",
  },
  fromGallery: { "zh-Hans": "相册", "zh-Hant": "相簿", en: "Gallery" },
  caption: { "zh-Hans": "说明", "zh-Hant": "說明", en: "Caption" },
  captionHint: {
    "zh-Hans": "照片里要看什么",
    "zh-Hant": "照片裡要看什麼",
    en: "What to look at in the photo",
  },
  remove: { "zh-Hans": "删除照片", "zh-Hant": "刪除照片", en: "Remove the photo" },
  closeViewer: { "zh-Hans": "关闭照片", "zh-Hant": "關閉照片", en: "Close the photo" },
});
