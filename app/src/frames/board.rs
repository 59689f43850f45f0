//! The coping board as members see it: lines that the therapist put up, and how many said that one could help them.

use analytics::disclosure::Band;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::replies::Bands;
use crate::App;
use crate::entities::{coping_line, group};
use crate::error::Error;

/// A line on the board.
pub struct BoardLine {
    /// Its identifier.
    pub id: i64,
    /// What was written.
    pub body: String,
    /// How many said lately that it could help them, where that is shown.
    pub helps: Option<Band>,
}

/// Every line on a group's board, the latest first.
pub async fn board(app: &App, group: &group::Model) -> Result<Vec<BoardLine>, Error> {
    let database = &app.database.reader;
    let bands = Bands::of(group.id, database).await?;
    let lines = coping_line::Entity::find()
        .filter(coping_line::Column::GroupId.eq(group.id))
        .filter(coping_line::Column::ShownAt.is_not_null())
        .order_by_desc(coping_line::Column::ShownAt)
        .order_by_asc(coping_line::Column::Id)
        .all(database)
        .await?;
    let line = |line: coping_line::Model| BoardLine {
        id: line.id,
        helps: bands
            .latest(&format!("coping-{}", line.id))
            .and_then(|shown| shown.value().copied()),
        body: line.body,
    };
    Ok(lines.into_iter().map(line).collect())
}
