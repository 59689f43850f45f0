//! Programs that read a finished document.

use std::path::{Path, PathBuf};
use std::process::Command;

use reports::PaperSize;

/// Saves a document where the build keeps its temporary files.
pub fn save(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    path
}

/// What a program writes; it fails if the program does.
pub fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program} cannot be run ({error}): install poppler-utils, qpdf and zbar-tools")
        });
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {said}{errors}"
    );
    said
}

/// The words of a PDF in reading order, white space evened out.
pub fn text(path: &Path) -> String {
    let words = run(
        "pdftotext",
        &["-raw", "-enc", "UTF-8", &path.to_string_lossy(), "-"],
    );
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails unless the file is a bundle of FHIR R4 whose references lead somewhere.
#[allow(
    clippy::disallowed_methods,
    reason = "the tests are told by their command where its Python is"
)]
pub fn check_fhir(path: &Path) {
    let python = std::env::var("CHORUS_TEST_FHIR").expect(
        "run the tests with tests/run: it installs the models of FHIR (fhir.resources) and names their Python in \
         CHORUS_TEST_FHIR",
    );
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/fhir.py");
    run(&python, &[script, &path.to_string_lossy()]);
}

/// What a script of ours reads out of a file with the libraries that others use for it.
#[allow(
    clippy::disallowed_methods,
    reason = "the tests are told by their command where its Python is"
)]
pub fn read(script: &str, path: &Path) -> serde_json::Value {
    let python = std::env::var("CHORUS_TEST_TABLES").expect(
        "run the tests with tests/run: it installs openpyxl and pyarrow and names their Python in CHORUS_TEST_TABLES",
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let script = folder.join(script);
    let said = run(
        &python,
        &[&script.to_string_lossy(), &path.to_string_lossy()],
    );
    serde_json::from_str(&said).expect("the script prints JSON")
}

/// Fails unless the file is sound, tagged, titled, on A4, and claims PDF/UA-1 and PDF/A-2a.
pub fn check(path: &Path) {
    check_on(PaperSize::A4, path);
}

/// The same for a paper.
pub fn check_on(size: PaperSize, path: &Path) {
    let file = path.to_string_lossy();
    run("qpdf", &["--check", &file]);
    let about = run("pdfinfo", &[&file]);
    assert!(about.contains("Tagged:          yes"), "{about}");
    let size = match size {
        PaperSize::A4 => "Page size:       595.276 x 841.89 pts (A4)",
        PaperSize::Letter => "Page size:       612 x 792 pts (letter)",
    };
    assert!(about.contains(size), "{about}");
    let metadata = run("pdfinfo", &["-meta", &file]);
    for claim in ["pdfuaid:part>1<", "pdfaid:part>2<", "pdfaid:conformance>A<"] {
        assert!(metadata.contains(claim), "{claim} is not in {metadata}");
    }
    for font in run("pdffonts", &[&file]).lines().skip(2) {
        assert!(
            font.contains(" yes yes yes "),
            "not embedded with its letters' codes: {font}"
        );
    }
}
