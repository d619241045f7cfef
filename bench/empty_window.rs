//! A Tauri window that shows one word: what every window costs. It prints when its first frame was drawn, and ends.

use std::time::Instant;

use tauri::http::{HeaderValue, Request, Response, header};
use tauri::webview::WebviewWindowBuilder;
use tauri::{UriSchemeContext, WebviewUrl, Wry};

/// It tells of its frame as our own page does: from the frame after the one that was to be drawn.
const PAGE: &str = "<!doctype html><title>Empty</title><p>Empty<script>\
    requestAnimationFrame(() => requestAnimationFrame(() => fetch('/drawn')))</script>";

fn main() -> tauri::Result<()> {
    let begun = Instant::now();
    let blank =
        WebviewUrl::CustomProtocol("empty://localhost/".parse().map_err(|_| tauri::Error::WindowNotFound)?);
    let answer = move |context: UriSchemeContext<'_, Wry>, asked: Request<Vec<u8>>| {
        if asked.uri().path() == "/drawn" {
            println!("first frame after {} ms", begun.elapsed().as_millis());
            context.app_handle().exit(0);
        }
        let mut page = Response::new(PAGE.as_bytes().to_vec());
        // Without its type WebKit takes it for a file to be saved, and no page ever comes.
        page.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        page
    };
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", answer)
        .setup(|app| {
            WebviewWindowBuilder::new(app, "empty", blank).inner_size(1280.0, 800.0).build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
