"""The office's settings (quy ước của văn phòng): its number, its fields, its days and levels."""
