//! A member's own scores as files to take to whoever treats them. They name neither the member nor the group.

use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use reports::progress::{Section, Words};
use reports::{Document, fhir, progress};

use super::own::opened;
use super::own_words;
use super::owner::TypedKey;
use crate::App;
use crate::error::Error;
use crate::guards::member::MembersGroup;
use crate::words::dates;
use crate::words::{say, say_with};
use analytics::figures::Frame;

/// The scores as PDF.
pub async fn pdf(
    State(app): State<App>,
    door: MembersGroup,
    Form(typed): Form<TypedKey>,
) -> Result<Response, Error> {
    let locker = match opened(&app, &door, &typed).await? {
        Ok((_, locker)) => locker,
        Err(page) => return Ok(page),
    };
    let (now, today, measures) = (app.clock.now(), app.today(), app.measures());
    let size = app.organisation().paper_size();
    let made = tokio::task::spawn_blocking(move || {
        let courses = own_words::of(&measures, &locker);
        let sections: Vec<Section<'_>> = courses
            .iter()
            .map(|course| Section {
                course,
                heading: own_words::heading(course.value()),
                change: own_words::story(course.value()),
                about: own_words::about(course.value().scale),
                chart: own_words::chart(course, Frame::Page),
            })
            .collect();
        progress::pdf(&sections, &words(dates::day(today)), size, now)
    });
    Ok(file(
        made.await
            .map_err(Error::internal)?
            .map_err(Error::internal)?,
    ))
}

/// The scores as a FHIR R4 bundle.
pub async fn bundle(
    State(app): State<App>,
    door: MembersGroup,
    Form(typed): Form<TypedKey>,
) -> Result<Response, Error> {
    let locker = match opened(&app, &door, &typed).await? {
        Ok((_, locker)) => locker,
        Err(page) => return Ok(page),
    };
    let total = say_with("own-total", &[("measure", "{measure}".into())]);
    let words = fhir::Words { total: &total };
    let made = fhir::progress(&own_words::of(&app.measures(), &locker), words, &mut || {
        app.random.bytes()
    });
    Ok(file(made.map_err(Error::internal)?))
}

fn words(today: String) -> Words {
    let page = [("page", "{page}".into()), ("pages", "{pages}".into())];
    Words {
        language: "en".into(),
        title: say("own-title"),
        made: say_with("own-made", &[("day", today.into())]),
        about: vec![say("own-file-whose"), say("own-no-verdict")],
        page: say_with("report-page", &page),
        day: say("own-day"),
        score: say("own-score"),
        meaning: say("own-meaning"),
        left_out: say_with("own-left-out", &[("n", "{n}".into())]),
        date: dates::day,
        band: own_words::band,
        range: |low, high| {
            let ends = [
                ("low", low.to_owned().into()),
                ("high", high.to_owned().into()),
            ];
            say_with("own-range", &ends)
        },
    }
}

fn file(document: Document) -> Response {
    let name = format!("attachment; filename=\"{}\"", document.name);
    let headers = [
        (header::CONTENT_TYPE, document.media_type.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, document.bytes).into_response()
}
