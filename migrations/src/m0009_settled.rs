//! What a settled month or quarter keeps.
//!
//! A team that is renamed or dissolved would change figures that somebody has
//! looked at: its groups would stand under another name, or with groups that
//! never belonged to it. So its name is written down with the period, once a
//! period and team. Counts of reliable change were stored to the person. Of
//! three groups each could subtract its own and know that nobody in the other
//! two got better; two quarters that share all groups but one gave that one
//! away. They are now ranges of people, both ends of each stored, so that what
//! was shown stays what it was when the rule is made stricter later. Exact
//! counts cannot stay beside them: the table begins anew. A period finds its
//! sessions by their day, so that five years before it cost nothing.

use sea_orm_migration::{prelude::*, schema::*};

/// Names of settled teams; counts of change as ranges.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("scope_team")
                    .col(text("period"))
                    .col(big_integer("team_id"))
                    .col(text("name"))
                    .primary_key(Index::create().col("period").col("team_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("scope_team", "period")
                            .to("scope_period", "period"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("session_date")
                    .table("session")
                    .col("date")
                    .to_owned(),
            )
            .await?;
        // Of a team that is gone already only its number is left.
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO scope_team (period, team_id, name) \
                 SELECT DISTINCT scope_group.period, team.id, team.name FROM scope_group \
                 JOIN team ON team.id = scope_group.team_id",
            )
            .await?;
        manager
            .drop_table(Table::drop().table("scope_change").to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("scope_change")
                    .col(text("period"))
                    .col(big_integer("team_id"))
                    .col(text("focus"))
                    .col(text("measure"))
                    .col(integer("version"))
                    .col(integer("groups"))
                    .col(integer("people"))
                    .col(integer("improved_least"))
                    .col(integer("improved_most"))
                    .col(integer("recovered_least"))
                    .col(integer("recovered_most"))
                    .col(integer("deteriorated_least"))
                    .col(integer("deteriorated_most"))
                    .primary_key(
                        Index::create()
                            .col("period")
                            .col("team_id")
                            .col("focus")
                            .col("measure")
                            .col("version"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("scope_change", "period")
                            .to("scope_period", "period"),
                    )
                    .to_owned(),
            )
            .await
    }
}
