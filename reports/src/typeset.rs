//! The typesetter: templates and letters of our own, read once; no network, no files, no fonts of the
//! system. Only this file and those that fill a template name typst.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Dict, IntoValue, Smart};
use typst::text::Font;
use typst_as_lib::{TypstAsLibError, TypstEngine};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::plain::Reach;
use crate::{Error, PaperSize};

/// A template and what fills it.
pub(crate) struct Sheet<'a> {
    /// Name of the template's file.
    pub template: &'static str,
    /// What it reads, in letters of the given reach.
    pub inputs: &'a dyn Fn(Reach) -> Result<Dict, Error>,
    /// What it is printed on; templates read it as `paper`.
    pub size: PaperSize,
    /// When the document was made.
    pub made: Timestamp,
}

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 5] = [
        include_bytes!("../fonts/Inter-Regular.otf"),
        include_bytes!("../fonts/Inter-SemiBold.otf"),
        include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
        include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
        include_bytes!("../fonts/NotoEmoji-Subset.ttf"),
    ];
    let read = |file| Font::new(Bytes::new(file), 0).expect("BUG: a font of ours cannot be read");
    files.into_iter().map(read).collect()
});

static ENGINE: LazyLock<TypstEngine> = LazyLock::new(|| {
    let sources = [
        ("tokens.typ", include_str!("../templates/tokens.typ")),
        ("progress.typ", include_str!("../templates/progress.typ")),
        ("report.typ", include_str!("../templates/report.typ")),
        ("tickets.typ", include_str!("../templates/tickets.typ")),
    ];
    TypstEngine::builder()
        .with_static_source_file_resolver(sources)
        .fonts(FONTS.iter().cloned())
        .build()
});

/// The fonts whose letters may be used.
pub(crate) fn fonts(reach: Reach) -> impl Iterator<Item = &'static Font> {
    let count = match reach {
        Reach::Wide => FONTS.len(),
        Reach::Narrow => 1,
    };
    FONTS.iter().take(count)
}

/// The sheet as PDF/UA-1 and PDF/A-2a. Takes tens of milliseconds: not for an async task.
pub(crate) fn pdf(sheet: &Sheet<'_>) -> Result<Vec<u8>, Error> {
    // The second try is for clusters of signs that no single font draws; see `Reach`.
    set(sheet, Reach::Wide).or_else(|_| set(sheet, Reach::Narrow))
}

fn set(sheet: &Sheet<'_>, reach: Reach) -> Result<Vec<u8>, Error> {
    let mut inputs = (sheet.inputs)(reach)?;
    inputs.insert("paper".into(), sheet.size.typst().into_value());
    let document: PagedDocument = ENGINE
        .compile_with_input(sheet.template, inputs)
        .output
        .map_err(refused)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .expect("BUG: UA-1 and A-2a go together");
    let options = PdfOptions {
        creator: Smart::Custom(Some("Chorus".to_owned())),
        timestamp: Some(typst_pdf::Timestamp::new_utc(moment(sheet.made))),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| Error::Typeset(said(&errors)))
}

fn moment(made: Timestamp) -> Datetime {
    let made = TimeZone::UTC.to_datetime(made);
    Datetime::from_ymd_hms(
        made.year().into(),
        made.month() as u8,
        made.day() as u8,
        made.hour() as u8,
        made.minute() as u8,
        made.second() as u8,
    )
    .expect("BUG: a day that exists")
}

fn refused(error: TypstAsLibError) -> Error {
    Error::Typeset(match error {
        TypstAsLibError::TypstSource(errors) => said(&errors),
        TypstAsLibError::HintedString(_) | TypstAsLibError::Unspecified(_) => "refused".to_owned(),
        other => other.to_string(),
    })
}

// Of the messages the first, since the others follow from it, and of that what stands before a quotation
// from the document: it may end in a log.
fn said(errors: &[SourceDiagnostic]) -> String {
    let message = errors.first().map_or("", |error| error.message.as_str());
    message.split('`').next().unwrap_or("").trim().to_owned()
}
