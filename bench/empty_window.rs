//! A Tauri window that shows one word: what every window costs. It prints when its page was there, and ends.

use std::time::Instant;

use tauri::webview::{PageLoadEvent, WebviewWindowBuilder};
use tauri::{Manager, WebviewUrl};

fn main() -> tauri::Result<()> {
    let begun = Instant::now();
    let blank =
        WebviewUrl::CustomProtocol("empty://localhost/".parse().map_err(|_| tauri::Error::WindowNotFound)?);
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let page = b"<!doctype html><title>Empty</title><p>Empty".to_vec();
            let mut answer = tauri::http::Response::new(page);
            // Without its type WebKit takes it for a file to be saved, and no page ever comes.
            let html = tauri::http::HeaderValue::from_static("text/html; charset=utf-8");
            answer.headers_mut().insert(tauri::http::header::CONTENT_TYPE, html);
            answer
        })
        .setup(move |app| {
            WebviewWindowBuilder::new(app, "empty", blank)
                .inner_size(1280.0, 800.0)
                .on_page_load(move |window, page| {
                    if page.event() == PageLoadEvent::Finished {
                        println!("first frame after {} ms", begun.elapsed().as_millis());
                        window.app_handle().exit(0);
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
