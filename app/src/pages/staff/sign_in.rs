//! Signing in.

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use jiff::SignedDuration;
use maud::{Markup, html};
use serde::Deserialize;

use super::wrong_passwords;
use crate::App;
use crate::entities::audit::{Action, Deed};
use crate::entities::staff;
use crate::error::{Error, retry_after};
use crate::guards::login::{Credentials, Login, User, Waiting};
use crate::guards::places::Place;
use crate::guards::tablet::{self, Turn};
use crate::pages::parts::{self, Field};
use crate::urls::{self, route};
use crate::words::{say, say_with};

/// This page's routes.
pub fn routes() -> Router<App> {
    Router::new().route(route::SIGN_IN, get(show).post(send))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    email: String,
    password: String,
    next: String,
}

/// Messages beside the fields.
#[derive(Default)]
struct Messages {
    email: Option<String>,
    password: Option<String>,
}

async fn show(login: Login, Query(asked): Query<Asked>) -> Response {
    if login.user.is_some() {
        return Redirect::to(after(&asked.next)).into_response();
    }
    let typed = Typed {
        next: asked.next,
        ..Typed::default()
    };
    page(&typed, &Messages::default()).into_response()
}

async fn send(
    State(app): State<App>,
    login: Login,
    place: Place,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, Error> {
    let missing = Messages {
        email: typed
            .email
            .trim()
            .is_empty()
            .then(|| say("sign-in-email-missing")),
        password: typed
            .password
            .is_empty()
            .then(|| say("sign-in-password-missing")),
    };
    if missing.email.is_some() || missing.password.is_some() {
        return Ok(back(StatusCode::UNPROCESSABLE_ENTITY, &typed, &missing));
    }
    let Some(_room) = app.passwords.room() else {
        return Ok(wait_for(SignedDuration::from_secs(1), &typed));
    };
    if let Err(wait) = app.throttle.count(&typed.email, place, app.clock.now()) {
        return Ok(wait_for(wait, &typed));
    }
    let credentials = Credentials {
        email: typed.email.clone(),
        password: typed.password.clone(),
    };
    let Some(user) = login
        .authenticate(credentials)
        .await
        .map_err(Error::internal)?
    else {
        wrong_passwords::note(&app, &typed.email, place);
        let messages = Messages {
            email: Some(say("sign-in-wrong")),
            ..Messages::default()
        };
        return Ok(back(StatusCode::UNPROCESSABLE_ENTITY, &typed, &messages));
    };
    app.throttle.clear(&typed.email, place, app.clock.now());
    let User(who) = user;
    onward(&app, login, who, &headers, &typed.next).await
}

/// Signs somebody in who has shown that they know their password; whoever has a second factor is asked for it first.
///
/// # Errors
///
/// When the database does not answer.
pub async fn onward(
    app: &App,
    login: Login,
    who: staff::Model,
    headers: &HeaderMap,
    next: &str,
) -> Result<Response, Error> {
    if who.has_factor() {
        Waiting::begin(app, &login, &who, next).await?;
        return Ok(Redirect::to(route::SIGN_IN_CODE).into_response());
    }
    enter(app, login, who, Action::SignedIn, headers, next).await
}

/// Signs somebody in who has shown all that they were asked for.
///
/// # Errors
///
/// When the database does not answer.
pub async fn enter(
    app: &App,
    mut login: Login,
    who: staff::Model,
    action: Action,
    headers: &HeaderMap,
    next: &str,
) -> Result<Response, Error> {
    let deed = Deed::by(who.id, action);
    // axum-login keeps the cookie of a browser that is signed in already; a planted one must never be kept.
    login.session.cycle_id().await.map_err(Error::internal)?;
    login.login(&User(who)).await.map_err(Error::internal)?;
    deed.record(app.clock.now(), &app.database).await?;
    let onward = Redirect::to(after(next)).into_response();
    taken_back(app, headers, onward)
}

/// Ends the turn of a tablet that is passed round: nobody is signed in on one that members hold, so whoever signs in has
/// taken it back.
fn taken_back(app: &App, headers: &HeaderMap, mut onward: Response) -> Result<Response, Error> {
    if Turn::of(headers).is_some() {
        let end = tablet::end(app)?;
        onward.headers_mut().append(header::SET_COOKIE, end);
    }
    Ok(onward)
}

fn after(next: &str) -> &str {
    if urls::is_staff_path(next) {
        next
    } else {
        route::GROUPS
    }
}

/// How long to wait, in words.
pub fn wait_words(wait: SignedDuration) -> String {
    let minutes = wait.as_secs().div_euclid(60) + 1;
    say_with("sign-in-wait", &[("minutes", minutes.into())])
}

fn wait_for(wait: SignedDuration, typed: &Typed) -> Response {
    let messages = Messages {
        email: Some(wait_words(wait)),
        ..Messages::default()
    };
    let mut page = back(StatusCode::TOO_MANY_REQUESTS, typed, &messages);
    page.headers_mut()
        .insert(header::RETRY_AFTER, retry_after(wait));
    page
}

fn back(status: StatusCode, typed: &Typed, messages: &Messages) -> Response {
    (status, page(typed, messages)).into_response()
}

fn page(typed: &Typed, messages: &Messages) -> Markup {
    let title = say("sign-in");
    let problems: Vec<(&str, &str)> =
        [("email", &messages.email), ("password", &messages.password)]
            .into_iter()
            .filter_map(|(name, message)| message.as_deref().map(|message| (name, message)))
            .collect();
    let heading = if problems.is_empty() {
        title.clone()
    } else {
        say_with("error-title", &[("title", title.as_str().into())])
    };
    parts::sign_in_page(
        &heading,
        html! {
            (parts::error_summary(&problems))
            h1 { (title) }
            form.card method="post" action=(route::SIGN_IN) novalidate {
                (parts::field(&Field {
                    name: "email",
                    label: &say("sign-in-email"),
                    kind: "email",
                    value: &typed.email,
                    error: messages.email.as_deref(),
                    autocomplete: Some("username"),
                    ..Field::default()
                }))
                (parts::field(&Field {
                    name: "password",
                    label: &say("sign-in-password"),
                    kind: "password",
                    error: messages.password.as_deref(),
                    autocomplete: Some("current-password"),
                    ..Field::default()
                }))
                (parts::hidden("next", &typed.next))
                (parts::button(&title))
            }
            p.minor { (say("sign-in-forgotten")) }
        },
    )
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, header};
    use tower::ServiceExt;

    use super::*;
    use crate::entities::staff::{Newcomer, Role};

    const PASSWORD: &str = "a long enough password";

    async fn app(folder: &tempfile::TempDir) -> App {
        let app = App::sample(folder).await;
        let hash = app.passwords.hash(PASSWORD.to_owned()).await;
        let (now, writer) = (app.clock.now(), &app.database.writer);
        let ann = Newcomer {
            email: "ann@example.org",
            name: "Ann",
            role: Role::Therapist,
            sees_all: false,
            password_hash: hash,
        };
        ann.join(now, &app.random, writer).await.unwrap();
        app
    }

    async fn post(app: &App, path: &str, form: &str, cookie: &str) -> Response {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .body(Body::from(form.to_owned()))
            .unwrap();
        crate::build(app.clone()).oneshot(request).await.unwrap()
    }

    fn cookie(response: &Response) -> String {
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn text(response: Response) -> String {
        String::from_utf8(
            to_bytes(response.into_body(), 1 << 20)
                .await
                .unwrap()
                .to_vec(),
        )
        .unwrap()
    }

    fn typed(password: &str) -> String {
        format!(
            "email=Ann%40example.org&next=%2Fgroups%2F7&password={}",
            password.replace(' ', "+")
        )
    }

    #[tokio::test]
    async fn the_right_password_signs_in_with_a_fresh_login_and_signing_out_ends_it() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder).await;
        let first = post(&app, route::SIGN_IN, &typed(PASSWORD), "").await;
        assert_eq!(first.status(), StatusCode::SEE_OTHER);
        assert_eq!(first.headers()[header::LOCATION], "/groups/7");
        let set = first.headers()[header::SET_COOKIE].to_str().unwrap();
        assert!(
            set.contains("HttpOnly") && set.contains("SameSite=Lax"),
            "{set}"
        );

        let again = post(&app, route::SIGN_IN, &typed(PASSWORD), &cookie(&first)).await;
        assert_ne!(
            cookie(&first),
            cookie(&again),
            "a login is never carried over"
        );
        assert_eq!(
            signed_in(&app, &cookie(&first)).await,
            StatusCode::OK,
            "the old one has ended"
        );
        assert_eq!(
            signed_in(&app, &cookie(&again)).await,
            StatusCode::SEE_OTHER
        );

        post(&app, route::SIGN_OUT, "", &cookie(&again)).await;
        assert_eq!(signed_in(&app, &cookie(&again)).await, StatusCode::OK);
    }

    /// The sign-in page sends those away who are signed in.
    async fn signed_in(app: &App, cookie: &str) -> StatusCode {
        let request = Request::get(route::SIGN_IN).header(header::COOKIE, cookie);
        let request = request.body(Body::empty()).unwrap();
        crate::build(app.clone())
            .oneshot(request)
            .await
            .unwrap()
            .status()
    }

    #[tokio::test]
    async fn a_login_ends_by_itself_and_with_a_new_password() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder).await;
        let login = cookie(&post(&app, route::SIGN_IN, &typed(PASSWORD), "").await);
        app.clock.advance(jiff::SignedDuration::from_hours(13));
        assert_eq!(signed_in(&app, &login).await, StatusCode::OK);

        let login = cookie(&post(&app, route::SIGN_IN, &typed(PASSWORD), "").await);
        let ann = staff::find("ann@example.org", &app.database.reader)
            .await
            .unwrap()
            .unwrap();
        ann.set_password("$argon2id$other".to_owned(), &app.database.writer)
            .await
            .unwrap();
        assert_eq!(signed_in(&app, &login).await, StatusCode::OK);
    }

    #[tokio::test]
    async fn a_wrong_password_and_an_unknown_address_read_alike_and_slow_down() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder).await;
        let wrong = text(post(&app, route::SIGN_IN, &typed("wrong"), "").await).await;
        assert!(wrong.contains("The e-mail address or the password is not right"));
        assert!(
            wrong.contains("value=\"Ann@example.org\""),
            "what was typed stays"
        );
        assert!(!wrong.contains("wrong\""), "but not the password");
        let unknown = "email=bea%40example.org&next=%2Fgroups%2F7&password=wrong";
        let unknown = text(post(&app, route::SIGN_IN, unknown, "").await).await;
        assert_eq!(unknown, wrong.replace("Ann@example.org", "bea@example.org"));
        for _ in 0..4 {
            post(&app, route::SIGN_IN, &typed("wrong"), "").await;
        }
        let right_but_late = post(&app, route::SIGN_IN, &typed(PASSWORD), "").await;
        assert_eq!(right_but_late.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(
            text(right_but_late)
                .await
                .contains("Wait 2 minutes, then try again")
        );
    }

    #[tokio::test]
    async fn a_form_on_another_site_cannot_sign_anybody_in() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(&folder).await;
        let request = Request::post(route::SIGN_IN)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ORIGIN, "https://evil.example")
            .body(Body::from(typed(PASSWORD)))
            .unwrap();
        let response = crate::build(app).oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(
            text(response)
                .await
                .contains("This did not come from our own page")
        );
    }
}
