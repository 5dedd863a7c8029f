//! Files that are no schedule: each is refused by a sentence that says what it is.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use import::{Unreadable, limits, read};

fn refusal(bytes: &[u8], name: &str) -> String {
    read(bytes, name).expect_err("must be refused").to_string()
}

fn check(bytes: &[u8], name: &str, sentence: &str) {
    let found = refusal(bytes, name);
    assert!(found.starts_with(name) && found.contains(sentence), "{found}");
    assert!(
        !found.contains('\n') && !found.ends_with('.'),
        "one sentence without full stop: {found}"
    );
}

#[test]
fn by_their_first_bytes() {
    check(b"", "a.xml", "is empty");
    check(b" \r\n\t\n", "a.xml", "is empty");
    check(b"\x89PNG\r\n\x1a\n", "a.xml", "is a picture (PNG)");
    check(b"\xff\xd8\xff\xe0", "a.json", "is a picture (JPEG)");
    check(b"GIF89a", "a", "is a picture (GIF)");
    check(b"RIFF\0\0\0\0WEBPVP8 ", "a", "is a picture (WebP)");
    check(b"%PDF-1.7", "a.pdf", "is a document (PDF)");
    check(b"\xfd7zXZ\0\0", "a.xml.xz", "is compressed (xz); decompress it first");
    check(b"\x1f\x8b\x08", "a.gz", "is compressed (gzip)");
    check(b"PK\x03\x04", "a.zip", "is compressed (zip)");
    check(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "a.ics", "is an iCalendar file");
    check(b"---\ntitle: x\n", "a", "is YAML");
    check(b"- title: x\n  room: y\n", "a", "is YAML");
    check(b"title: x\n", "a.yaml", "is YAML");
    check(
        b"start,end,room\n1,2,3\n",
        "a",
        "is a table (CSV) that needs to be told more: which column",
    );
    check(b"a\n", "a.csv", "is a table (CSV) that needs to be told more: which column");
    check(b"Title,Time\nBins,10:00\n", "a.csv", "needs to be told more: on which day");
    check(b"\n\r\n,,\n", "a.csv", "is empty");
    check(
        b"PK\x03\x04......xl/workbook.xml",
        "a.xlsx",
        "is a workbook (Excel); open it, save the sheet",
    );
    check(
        b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "a",
        "is a workbook (OpenDocument)",
    );
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "is a workbook (Excel 97)");
    check(
        b"a,b\n<<<<<<< HEAD\nc,d\n",
        "a.csv",
        "unresolved git conflict: the first marker is in line 2",
    );
    check(b"<!DOCTYPE html>\n<html>", "a.xml", "is a web page (HTML)");
    check(
        b"<?xml version='1.0'?>\n<!-- x --><!doctype HTML PUBLIC 'x'><html>",
        "a.xml",
        "is a web page (HTML)",
    );
    check(b"<html lang=en>", "a.json", "is a web page (HTML)");
    check(b"Dear organisers", "a.txt", "is neither XML nor JSON nor a table");
    check(
        b"{\"a\":\n\"\xff\"}",
        "a.json",
        "is not UTF-8 text (the first foreign byte is in line 2)",
    );
}

#[test]
fn too_large() {
    let bytes = vec![b'<'; limits::FILE_BYTES_MAX + 1];
    check(&bytes, "big.xml", "bytes, more than the");
    assert!(import::check_size(limits::FILE_BYTES_MAX as u64, "big.csv").is_ok());
    let refused = import::check_size(1 << 30, "big.csv").expect_err("too large").to_string();
    assert!(refused.contains("1073741824 bytes, more than the"), "{refused}");
    let many = "a,b\n".repeat(limits::TABLE_ROWS_MAX + 1);
    check(many.as_bytes(), "rows.csv", "holds more parts");
    let wide = ",".repeat(limits::TABLE_COLUMNS_MAX + 1);
    check(format!("a{wide}\n").as_bytes(), "wide.csv", "holds more parts");
    let long = "x".repeat(limits::CELL_BYTES_MAX + 1);
    check(format!("Title\n{long}\n").as_bytes(), "long.csv", "holds more parts");
    let rows = format!("Title\n{}", "Bins\n".repeat(limits::SESSIONS_MAX + 1));
    check(rows.as_bytes(), "many.csv", "20001 sessions, more than the 20000");
    let deep = format!("<schedule>{}", "<day>".repeat(100_000));
    check(deep.as_bytes(), "deep.xml", "deeper inside one another");
    let wide = format!(
        "<schedule><day>{}</day></schedule>",
        "<room/>".repeat(limits::NODES_MAX as usize + 1)
    );
    check(wide.as_bytes(), "wide.xml", "holds more parts");
    let wide = format!("[{}0]", "0,".repeat(limits::NODES_MAX as usize));
    check(wide.as_bytes(), "wide.json", "holds more parts");
    for (part, count) in
        [("<room name='x'/>", limits::ROOMS_MAX + 1), ("</day><day>", limits::DAYS_MAX)]
    {
        let many =
            format!("<schedule><day>{}<room name='x'/></day></schedule>", part.repeat(count));
        check(many.as_bytes(), "parts.xml", "holds more parts");
    }
    let deep = "[".repeat(100_000);
    check(deep.as_bytes(), "deep.json", "mistake in line 1");
    let events = "<event/>".repeat(limits::SESSIONS_MAX + 1);
    let many =
        format!("<schedule><day date='2026-06-20'><room name='x'>{events}</room></day></schedule>");
    check(many.as_bytes(), "many.xml", "20001 sessions, more than the 20000");
}

#[test]
fn entities_are_refused_before_they_are_expanded() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
        <!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
        <!ENTITY lol2 "&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;&lol1;">]>
        <schedule><conference><title>&lol2;</title></conference></schedule>"#;
    check(laughs.as_bytes(), "laughs.xml", "its own document type (DTD)");
    let outside = "<!DOCTYPE schedule SYSTEM 'file:///etc/passwd'><schedule/>";
    check(outside.as_bytes(), "outside.xml", "its own document type (DTD)");
}

#[test]
fn xml_of_other_kinds() {
    check(
        b"<rss version='2.0'><channel/></rss>",
        "feed.xml",
        "not frab: its root element is <rss>;",
    );
    let entries =
        b"<schedule><day date='2026-06-20'><entry><title>x</title></entry></day></schedule>";
    check(
        entries,
        "other.xml",
        "its root element is <schedule>, which holds <entry> where frab has rooms",
    );
    check(b"<schedule><talks/></schedule>", "other.xml", "which holds <talks>");
    check(
        b"<schedule>\n<day>\n</room></schedule>",
        "broken.xml",
        "is XML with a mistake in line 3",
    );
    check(b"<schedule>\n&nbsp;</schedule>", "broken.xml", "is XML with a mistake in line 2");
    check(b"<schedule>\n", "cut.xml", "is XML with a mistake in line");
}

#[test]
fn json_of_other_kinds() {
    check(b"{\n\"schedule\": }", "a.json", "is JSON with a mistake in line 2");
    check(b"[1]", "a.json", "a list without sessions");
    check(b"[{\"title\": \"x\"}]", "a.json", "a list of sessions without days");
    check(b"[{\"title\": \"x\"}]", "a.yml", "is YAML");
    check(b"[{\"start_date\":1,\"end_date\":2,\"venue\":3}]", "a.json", "EMF website");
    check(b"[{\"facilitators\":1,\"timeblock\":2}]", "a.json", "SRCCON");
    check(b"{\"slots\":[],\"tracks\":[]}", "a.json", "BarCamp");
    check(b"{\"talks\":[],\"rooms\":[]}", "a.json", "widget");
    check(b"{\"count\":1,\"results\":[]}", "a.json", "pretalx's API");
    check(
        b"{\"schedule\":{\"conference\":{\"days\":[{\"date\":1}]},\"events\":[]}}",
        "a.json",
        "schedule2",
    );
    check(b"{\"a\":1,\"b\":2}", "a.json", "an object with `a`, `b`");
    check(b"{}", "a.json", "without any member");
}

#[test]
fn a_quote_that_is_never_closed_swallows_nothing() {
    let head = "Title,Day,Start,Room\n";
    let open = format!("{head}One,2026-06-20,10:00,Hall\n\"Two,2026-06-20,11:00,Hall\nThree,,,\n");
    let refused = read(open.as_bytes(), "a.csv");
    assert!(matches!(refused, Err(Unreadable::OpenQuote { row: 3, .. })));
    check(open.as_bytes(), "a.csv", "everything after row 3");
    for whole in [
        "\"Two, or \"\"three\"\"\",2026-06-20,11:00,Hall\n",
        "\"Two\nlines\",2026-06-20,11:00,\"Hall\"",
        "A 5\" screen,2026-06-20,11:00,Hall\n",
        "Two,2026-06-20,11:00,\"\"\n",
    ] {
        let read = read(format!("{head}{whole}").as_bytes(), "a.csv");
        assert!(read.is_ok(), "{whole}: {:?}", read.err());
    }
}

#[test]
fn conflict_markers_are_found_before_parsing() {
    let xml = "<?xml version='1.0'?>\n<schedule>\n<<<<<<< HEAD\n<a/>\n=======\n<b/>\n>>>>>>> 12ab (x)\n</schedule>";
    assert!(matches!(
        read(xml.as_bytes(), "a.xml"),
        Err(Unreadable::ConflictMarkers { line: 3, .. })
    ));
    let json =
        "{\r\n\"a\": 1,\r\n\"b\":\r\n<<<<<<< ours\r\n2\r\n=======\r\n3\r\n>>>>>>> theirs\r\n}";
    assert!(matches!(
        read(json.as_bytes(), "a.json"),
        Err(Unreadable::ConflictMarkers { line: 4, .. })
    ));
    let rest = "{\n\"a\": 1\n=======\n2\n>>>>>>> theirs\n}";
    assert!(matches!(
        read(rest.as_bytes(), "a.json"),
        Err(Unreadable::ConflictMarkers { line: 5, .. })
    ));
    check(xml.as_bytes(), "a.xml", "the first marker is in line 3");
}
