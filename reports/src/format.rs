//! The formats of a report across groups: what they are called, and how a file of one ends.

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// To read and to print.
    Pdf,
    /// A workbook with a sheet a table.
    Xlsx,
    /// A file a table, with a data dictionary, zipped.
    Csv,
    /// Every released tally of the period in one table, for a data team.
    Parquet,
    /// A FHIR R4 bundle of MeasureReports.
    Fhir,
}

impl Format {
    /// Every format, the one to read first.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Xlsx, Self::Csv, Self::Parquet, Self::Fhir];

    /// What it is stored and asked for by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Fhir => "fhir",
        }
    }

    /// The format of an identifier.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.id() == id)
    }

    /// How a file's name ends, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "zip",
            Self::Parquet => "parquet",
            Self::Fhir => "json",
        }
    }

    /// The media type that a file is sent with.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "application/zip",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Fhir => "application/fhir+json",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn each_format_is_found_by_its_identifier_and_by_no_other() {
        for format in Format::ALL {
            assert_eq!(Format::from_id(format.id()), Some(format));
            let endings = Format::ALL.map(Format::ending);
            let same = endings.iter().filter(|ending| **ending == format.ending());
            assert_eq!(same.count(), 1, "files lie side by side");
        }
        assert_eq!(Format::from_id("PDF"), None);
        assert_eq!(Format::from_id("doc"), None);
    }
}
