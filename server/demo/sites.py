"""The two sites of the demo: areas, checkpoints, routes, limits. Invented, like the people."""

from typing import NamedTuple

from server.demo.names import Names, names


class Station(NamedTuple):
    """One checkpoint: its printed code, its name, the template items that are answered there."""

    code: str
    name: Names
    items: tuple[str, ...]


class Place(NamedTuple):
    """One site; `limits` holds low alarm, low warning, high warning, high alarm per item."""

    scope: str
    name: Names
    route: Names
    stations: tuple[Station, ...]
    limits: dict[str, tuple[float | None, float | None, float | None, float | None]]


A = Place(
    "A",
    names("青岭渗滤液站", "青嶺滲濾液站", "Qingling leachate plant"),
    names("全站巡检路线", "全站巡檢路線", "Whole plant"),
    (
        Station(
            "A-01",
            names("进水泵房", "進水泵房", "Influent pump house"),
            ("flow_in", "level_in", "pump_in", "leak_in"),
        ),
        Station("A-02", names("调节池", "調節池", "Equalisation tank"), ("cond_in", "ph_in")),
        Station("A-03", names("生化池", "生化池", "Bioreactor"), ("temp_process", "floor_dry")),
        Station(
            "A-04",
            names("RO 膜车间", "RO 膜車間", "RO membrane hall"),
            ("pressure_in", "pressure_diff", "pump_ro", "leak_ro"),
        ),
        Station("A-05", names("清水箱", "清水箱", "Clean water tank"), ("flow_out", "valves")),
        Station(
            "A-06",
            names("出水池", "出水池", "Effluent tank"),
            ("ph_out", "cond_out", "pump_out", "leak_out", "appearance_out", "appearance_detail"),
        ),
        Station(
            "A-07", names("风机房", "風機房", "Blower room"), ("blower", "cabinet", "alarm_code")
        ),
        Station(
            "A-08",
            names("加药间", "加藥間", "Dosing room"),
            ("dosing_tank", "guards", "ppe", "order", "overview"),
        ),
    ),
    {
        "flow_in": (None, 8.0, 16.0, 20.0),
        "level_in": (1.0, 1.5, 4.2, 4.6),
        "ph_in": (5.5, 6.0, 9.0, 9.5),
        "ph_out": (6.0, 6.5, 8.5, 9.0),
        "pressure_in": (None, 0.3, 0.6, 0.7),
        "pressure_diff": (None, None, 0.25, 0.3),
        "temp_process": (10.0, 15.0, 38.0, 42.0),
    },
)

B = Place(
    "B",
    names("白石湾渗滤液站", "白石灣滲濾液站", "Baishiwan leachate plant"),
    names("日常巡检路线", "日常巡檢路線", "Daily route"),
    (
        Station(
            "B-01",
            names("进水井", "進水井", "Inlet well"),
            ("flow_in", "level_in", "cond_in", "ph_in", "pump_in", "leak_in"),
        ),
        Station(
            "B-02",
            names("膜处理间", "膜處理間", "Membrane room"),
            ("pressure_in", "pressure_diff", "temp_process", "pump_ro", "leak_ro"),
        ),
        Station(
            "B-03",
            names("出水口", "出水口", "Outlet"),
            (
                "flow_out",
                "ph_out",
                "cond_out",
                "appearance_out",
                "appearance_detail",
                "pump_out",
                "leak_out",
            ),
        ),
        Station(
            "B-04",
            names("电控与风机", "電控與風機", "Control cabinet and blowers"),
            ("blower", "valves", "cabinet", "alarm_code"),
        ),
        Station(
            "B-05",
            names("加药与库房", "加藥與庫房", "Dosing and store"),
            ("dosing_tank", "guards", "ppe", "floor_dry", "order", "overview"),
        ),
    ),
    {
        "ph_out": (6.0, 6.5, 8.5, 9.0),
        "cond_out": (None, None, 1200.0, 1500.0),
        "pressure_diff": (None, None, 0.2, 0.28),
    },
)

PLACES = (A, B)
