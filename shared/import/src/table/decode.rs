//! From the bytes of a table to its text.

use crate::{At, What};
use encoding_rs::{UTF_8, WINDOWS_1252};

use crate::report::Report;

/// The text in UTF-8, UTF-16 with a mark at its start, or else as older spreadsheets write it.
pub(crate) fn decode(bytes: &[u8], report: &mut Report) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or(&[]));
        if broken {
            let name = encoding.name();
            report.add(&At::File, What::BrokenCharacters { encoding: name.to_owned() });
        }
        return text.into_owned();
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return text.into_owned();
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    report.add(&At::File, What::ReadAsWindows);
    text.into_owned()
}
