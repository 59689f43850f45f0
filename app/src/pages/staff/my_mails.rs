//! Which e-mails a member of staff wants.

use axum::Router;
use axum::extract::{Form, RawQuery, State};
use axum::response::Redirect;
use axum::routing::get;
use maud::{Markup, html};

use crate::App;
use crate::entities::mail::Kind;
use crate::entities::mail_off;
use crate::entities::staff::Role;
use crate::error::Error;
use crate::guards::Staff;
use crate::pages::parts::{self, Tab};
use crate::urls::route;
use crate::words::{say, say_with};

/// In the address after saving.
const SAVED: &str = "saved";

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::MY_MAILS, get(show).post(save))
}

async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    Staff(who): Staff,
) -> Result<Markup, Error> {
    let mut choices = Vec::new();
    for kind in kinds(who.role) {
        let wanted = mail_off::Model::wanted(*kind, who.id, &app.database.reader).await?;
        choices.push((*kind, wanted));
    }
    let title = say("my-mails");
    let saved = query.as_deref() == Some(SAVED);
    let where_to = say_with("my-mails-where", &[("address", who.email.as_str().into())]);
    let main = html! {
        div.column {
            h1 { (title) }
            @if saved { p role="status" { strong { (say("my-mails-saved")) } } }
            section.card {
                @if choices.is_empty() { p { (say("my-mails-none")) } } @else {
                    p { (where_to) }
                    form method="post" action=(route::MY_MAILS) {
                        fieldset.field {
                            legend { (say("my-mails-which")) }
                            @for (kind, wanted) in choices {
                                label.choice {
                                    input type="checkbox" name="kind" value=(kind.id()) checked[wanted];
                                    span { (say(&format!("my-mails-{}", kind.id()))) }
                                }
                            }
                        }
                        (parts::button(&say("save")))
                    }
                }
            }
        }
    };
    Ok(parts::staff_page(&who, Tab::Nothing, &title, main))
}

async fn save(
    State(app): State<App>,
    Staff(who): Staff,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Redirect, Error> {
    let tx = app.database.begin().await?;
    for kind in kinds(who.role) {
        let wanted = sent
            .iter()
            .any(|(name, value)| name == "kind" && *value == kind.id());
        mail_off::Model::want(wanted, *kind, who.id, &tx).await?;
    }
    tx.commit().await?;
    Ok(Redirect::to(&format!("{}?{SAVED}", route::MY_MAILS)))
}

/// What somebody can be told by e-mail.
fn kinds(role: Role) -> &'static [Kind] {
    match role {
        Role::Administrator => &[],
        Role::Supervisor => &[Kind::Report],
        Role::Therapist => &[Kind::Reminder],
    }
}
