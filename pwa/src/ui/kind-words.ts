/** What kinds, states, choices and roles are called on every screen: one noun per thing. */
import { words } from "./words";

export const kindWords = words({
  inspection: { "zh-Hans": "巡检", "zh-Hant": "巡檢", en: "Round" },
  issue: { "zh-Hans": "问题", "zh-Hant": "問題", en: "Issue" },
  visit: { "zh-Hans": "来访", "zh-Hant": "來訪", en: "Visit" },
  conflict: { "zh-Hans": "冲突", "zh-Hant": "衝突", en: "Conflict" },
  quarantine: { "zh-Hans": "隔离的修改", "zh-Hant": "隔離的修改", en: "Change set apart" },
  person: { "zh-Hans": "人员", "zh-Hant": "人員", en: "Person" },
  site: { "zh-Hans": "站点", "zh-Hant": "站點", en: "Site" },
  area: { "zh-Hans": "区域", "zh-Hant": "區域", en: "Area" },
  route: { "zh-Hans": "路线", "zh-Hant": "路線", en: "Route" },
  checkpoint: { "zh-Hans": "检查点", "zh-Hant": "檢查點", en: "Checkpoint" },
  template: { "zh-Hans": "模板", "zh-Hant": "範本", en: "Template" },
  schedule: { "zh-Hans": "计划", "zh-Hant": "計畫", en: "Schedule" },
  setting: { "zh-Hans": "设置", "zh-Hant": "設定", en: "Setting" },
  handover: { "zh-Hans": "交接班", "zh-Hant": "交接班", en: "Handover" },
});

/** Workflow states; `kind.state` where one word means different things. */
export const stateWords = words({
  open: { "zh-Hans": "进行中", "zh-Hant": "進行中", en: "In progress" },
  submitted: {
    "zh-Hans": "已提交，待审",
    "zh-Hant": "已提交，待審",
    en: "Submitted, to be reviewed",
  },
  approved: { "zh-Hans": "已通过", "zh-Hant": "已通過", en: "Approved" },
  returned: { "zh-Hans": "被退回", "zh-Hant": "被退回", en: "Returned" },
  found: { "zh-Hans": "已发现", "zh-Hant": "已發現", en: "Found" },
  reported: { "zh-Hans": "已上报", "zh-Hant": "已上報", en: "Reported" },
  in_hand: { "zh-Hans": "处理中", "zh-Hant": "處理中", en: "In hand" },
  solved: { "zh-Hans": "已解决", "zh-Hant": "已解決", en: "Solved" },
  verified: { "zh-Hans": "已验证", "zh-Hant": "已驗證", en: "Verified" },
  expected: { "zh-Hans": "预约", "zh-Hant": "預約", en: "Expected" },
  in: { "zh-Hans": "在场", "zh-Hant": "在場", en: "On site" },
  out: { "zh-Hans": "已离场", "zh-Hant": "已離場", en: "Left" },
  resolved: { "zh-Hans": "已决定", "zh-Hant": "已決定", en: "Decided" },
  held: { "zh-Hans": "等前一条", "zh-Hant": "等前一筆", en: "Waits for an earlier one" },
  quarantined: { "zh-Hans": "已隔离", "zh-Hant": "已隔離", en: "Set apart" },
  adopted: { "zh-Hans": "已采纳", "zh-Hant": "已採納", en: "Adopted" },
  released: { "zh-Hans": "已放行", "zh-Hant": "已放行", en: "Released" },
  discarded: { "zh-Hans": "已弃用", "zh-Hant": "已棄用", en: "Discarded" },
  "conflict.open": { "zh-Hans": "待定", "zh-Hant": "待定", en: "To decide" },
});

export const choiceWords = words({
  problem: { "zh-Hans": "问题", "zh-Hant": "問題", en: "Problem" },
  hazard: { "zh-Hans": "隐患", "zh-Hant": "隱患", en: "Hazard" },
  nonconformity: { "zh-Hans": "不合格", "zh-Hant": "不合格", en: "Nonconformity" },
  "5s_action": { "zh-Hans": "5S 整改", "zh-Hant": "5S 改善", en: "5S action" },
  complaint: { "zh-Hans": "投诉", "zh-Hant": "投訴", en: "Complaint" },
  fault: { "zh-Hans": "设备故障", "zh-Hant": "設備故障", en: "Equipment fault" },
  request: { "zh-Hans": "需求", "zh-Hant": "需求", en: "Request" },
  incident: { "zh-Hans": "事件", "zh-Hant": "事件", en: "Incident" },
  low: { "zh-Hans": "轻", "zh-Hant": "輕", en: "Low" },
  medium: { "zh-Hans": "中", "zh-Hant": "中", en: "Medium" },
  high: { "zh-Hans": "重", "zh-Hant": "重", en: "High" },
  day: { "zh-Hans": "白班", "zh-Hant": "日班", en: "Day shift" },
  night: { "zh-Hans": "夜班", "zh-Hant": "夜班", en: "Night shift" },
  early: { "zh-Hans": "早班", "zh-Hant": "早班", en: "Early shift" },
  late: { "zh-Hans": "中班", "zh-Hant": "中班", en: "Late shift" },
  pass: { "zh-Hans": "正常", "zh-Hant": "正常", en: "Normal" },
  fail: { "zh-Hans": "异常", "zh-Hant": "異常", en: "Abnormal" },
  na: { "zh-Hans": "不适用", "zh-Hant": "不適用", en: "Not applicable" },
  yes: { "zh-Hans": "是", "zh-Hant": "是", en: "Yes" },
  no: { "zh-Hans": "否", "zh-Hant": "否", en: "No" },
  empty: { "zh-Hans": "（空）", "zh-Hant": "（空）", en: "(empty)" },
  gone: { "zh-Hans": "已删除", "zh-Hant": "已刪除", en: "Deleted" },
  alive: { "zh-Hans": "保留", "zh-Hant": "保留", en: "Kept" },
});

export const roleWords = words({
  operator: { "zh-Hans": "操作员", "zh-Hant": "操作員", en: "Operator" },
  shift_lead: { "zh-Hans": "班长", "zh-Hant": "班長", en: "Shift lead" },
  reception: { "zh-Hans": "接待", "zh-Hant": "接待", en: "Reception" },
  auditor: { "zh-Hans": "审核员", "zh-Hant": "稽核員", en: "Auditor" },
  supervisor: { "zh-Hans": "主管", "zh-Hant": "主管", en: "Supervisor" },
  manager: { "zh-Hans": "经理", "zh-Hant": "經理", en: "Manager" },
  client: { "zh-Hans": "业主代表", "zh-Hant": "業主代表", en: "Client's representative" },
  admin: { "zh-Hans": "管理员", "zh-Hant": "管理員", en: "Administrator" },
});
