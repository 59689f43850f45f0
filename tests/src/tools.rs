//! Other programs that read what Chorus makes.

use std::io::Write;
use std::process::{Command, Stdio};

/// The text of a PDF, as `pdftotext` reads it.
pub fn text_of_pdf(bytes: &[u8]) -> String {
    read("pdftotext", &["-", "-"], bytes)
}

/// What a PDF says of itself, as `pdfinfo` reads it: its title, its pages, their size.
pub fn about_pdf(bytes: &[u8]) -> String {
    read("pdfinfo", &["-"], bytes)
}

fn read(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let mut reader = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is there: run the tests with tests/run");
    let mut stdin = reader.stdin.take().expect("a pipe");
    stdin.write_all(bytes).expect("it reads");
    drop(stdin);
    let read = reader.wait_with_output().expect("it ends");
    String::from_utf8(read.stdout).expect("text")
}
