"""The year before the first one kept here, from one Excel sheet: “theo báo cáo”, never verified."""
