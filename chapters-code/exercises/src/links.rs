//! Pages that name other pages.

use crate::http::get_async;

/// Asks for a page, and returns the URLs that it names once it is here.
pub async fn links(url: &str) -> Vec<String> {
    let body = get_async(url).await.body;
    // They are paths, one a line.
    let site = url.rfind("/page").map_or(url, |end| &url[..end]);
    body.lines().map(|path| format!("{site}{path}")).collect()
}
