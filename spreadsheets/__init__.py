"""Lists as files that a spreadsheet program opens: CSV and XLSX, whatever their length."""
