//! Bytes only: charts, PDFs and exports, all pure.
