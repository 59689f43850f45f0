//! A clinic's own measures: one row a version, as text that `analytics` reads.

use analytics::Measure;
use analytics::measure::Library;
use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};

use super::organisation::Organisation;
use crate::words::say_with;

/// One version of a measure.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_measure")]
pub struct Model {
    /// Identifier of the measure.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub id: String,
    /// Its version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// The definition, as a FHIR Questionnaire.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When it was added, unix milliseconds.
    pub added_at: i64,
    /// When it was taken out of the choice, unix milliseconds; results on it stay.
    pub retired_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What became of a measure that is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is here now.
    New,
    /// It was here already, word for word.
    Known,
}

/// Why a measure is not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A measure that comes with Chorus has its identifier.
    BuiltIn,
    /// This version is there, and says something else: a change is a higher version.
    OtherWords,
    /// There is a higher version already.
    Older,
    /// Written down, it would not be read as the same.
    NotKept,
}

impl Refused {
    /// Why, and what to do.
    pub fn in_words(self, measure: &Measure) -> String {
        let why = match self {
            Refused::BuiltIn => "measure-refused-built-in",
            Refused::OtherWords => "measure-refused-other",
            Refused::Older => "measure-refused-older",
            Refused::NotKept => "measure-refused-kept",
        };
        let words = [
            ("id", measure.id.as_str().into()),
            ("version", measure.version.into()),
        ];
        say_with(why, &words)
    }
}

/// The measures of this service. What `known` has is not read again: a version never changes. A row that cannot be read is
/// left out and told to the log.
///
/// # Errors
///
/// When the database does not answer.
pub async fn library(
    organisation: &Organisation,
    known: &Library,
    db: &impl ConnectionTrait,
) -> Result<Library, DbErr> {
    let rows: Vec<(String, i32, Option<i64>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Version, Column::RetiredAt])
        .into_tuple()
        .all(db)
        .await?;
    let mut own = Vec::new();
    for (id, version, retired_at) in rows {
        let measure = match known.version(&id, version as u16) {
            Some(measure) => Some(measure),
            None => read(&id, version, db).await?,
        };
        own.extend(measure.map(|measure| (measure, retired_at.is_some())));
    }
    Ok(Library::new(organisation.row.non_commercial, own))
}

async fn read(
    id: &str,
    version: i32,
    db: &impl ConnectionTrait,
) -> Result<Option<&'static Measure>, DbErr> {
    let row = Entity::find_by_id((id.to_owned(), version)).one(db).await?;
    let measure = row.map(|row| Measure::read(row.body.as_bytes()));
    if let Some(Err(_)) = measure {
        tracing::error!(measure = id, version, "a stored measure cannot be read");
    }
    Ok(measure.and_then(Result::ok).map(Measure::keep))
}

/// A version that is here: its number, and what it says where it can be read.
pub type Version = (u16, Option<Measure>);

/// The versions of a measure that are here.
///
/// # Errors
///
/// When the database does not answer.
pub async fn versions(id: &str, db: &impl ConnectionTrait) -> Result<Vec<Version>, DbErr> {
    let rows = Entity::find().filter(Column::Id.eq(id)).all(db).await?;
    let version = |row: Model| {
        let measure = Measure::read(row.body.as_bytes()).ok();
        (row.version as u16, measure)
    };
    Ok(rows.into_iter().map(version).collect())
}

/// What becomes of a measure that is put in beside these versions of it.
///
/// # Errors
///
/// Why it is refused.
pub fn beside(measure: &Measure, known: &[Version]) -> Result<Added, Refused> {
    if Library::is_built_in(&measure.id) {
        return match analytics::measure::find(&measure.id) == Some(measure) {
            true => Ok(Added::Known),
            false => Err(Refused::BuiltIn),
        };
    }
    let same = known
        .iter()
        .find(|(version, _)| *version == measure.version);
    match same {
        Some((_, Some(known))) if known == measure => return Ok(Added::Known),
        Some(_) => return Err(Refused::OtherWords),
        None => {}
    }
    if known.iter().any(|(version, _)| *version > measure.version) {
        return Err(Refused::Older);
    }
    match Measure::read(measure.to_fhir().to_string().as_bytes()) {
        Ok(kept) if kept == *measure => Ok(Added::New),
        _ => Err(Refused::NotKept),
    }
}

/// Adds a measure, unless it is there.
///
/// # Errors
///
/// When the database does not answer.
pub async fn add(
    measure: &Measure,
    now: Timestamp,
    db: &impl ConnectionTrait,
) -> Result<Result<Added, Refused>, DbErr> {
    match beside(measure, &versions(&measure.id, db).await?) {
        Ok(Added::New) => {}
        other => return Ok(other),
    }
    let row = Model {
        id: measure.id.clone(),
        version: measure.version.into(),
        body: measure.to_fhir().to_string(),
        added_at: now.as_millisecond(),
        retired_at: None,
    };
    // Another replica may put the same in at the same time.
    let is_there = OnConflict::columns([Column::Id, Column::Version])
        .do_nothing()
        .to_owned();
    let written = Entity::insert(ActiveModel::from(row).reset_all())
        .on_conflict(is_there)
        .exec_without_returning(db)
        .await?;
    Ok(Ok(match written {
        0 => Added::Known,
        _ => Added::New,
    }))
}

/// Takes every version of a measure out of the choice, or puts it back.
///
/// # Errors
///
/// When the database does not answer.
pub async fn retire(
    id: &str,
    at: Option<Timestamp>,
    db: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    Entity::update_many()
        .set(ActiveModel {
            retired_at: Set(at.map(Timestamp::as_millisecond)),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .exec(db)
        .await
        .map(|_| ())
}
