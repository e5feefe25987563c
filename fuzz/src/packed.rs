//! Packed files (Word, Excel) made of parts that the fuzzer writes: it would never find the sums that a packed file needs.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs parts, each under its name.
pub fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // Writing to memory cannot fail.
        let _ = file.start_file(*name, options);
        let _ = file.write_all(bytes);
    }
    file.finish().map(Cursor::into_inner).unwrap_or_default()
}
