//! Quotas over HTTP: objects, lists, figures.

use crate::app::Api;
use crate::call::{Answer, Call, answer, done};
use crate::failure::Failure;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use billing_domain::quotas::{QuotaDraft, QuotaObject};
use billing_wire::Shape;
use billing_wire::quotas::{
    QuotaAnswer, QuotaDelete, QuotaFigures, QuotaList, QuotaListItem, QuotaRequest, ResponseFormat,
};

/// What `report_fields` may ask for.
const REPORT_FIELDS: [&str; 3] = ["metadata", "system_metadata", "get_spec"];

pub(crate) async fn create(State(api): State<Api>, call: Call) -> Answer {
    let draft = draft(&call, None)?;
    let object = api.backend.create_quota(&draft).await?;
    Ok(Json(tell(&api, &object)?).into_response())
}

pub(crate) async fn replace(State(api): State<Api>, call: Call) -> Answer {
    let draft = draft(&call, Some("name"))?;
    api.backend.replace_quota(&draft).await?;
    done()
}

pub(crate) async fn read(State(api): State<Api>, call: Call) -> Answer {
    let format = match call.query::<String>("response_format")? {
        Some(word) => ResponseFormat::from_word(&word)?,
        None => ResponseFormat::default(),
    };
    let object = api.backend.get_quota(&call.namespace()?, call.name("name")?).await?;
    Ok(Json(tell(&api, &object)?.with_form(format)).into_response())
}

pub(crate) async fn list(State(api): State<Api>, call: Call) -> Answer {
    let filter: Option<String> = call.query("label_filter")?;
    let objects = api.backend.list_quotas(&call.namespace()?, filter.as_deref()).await?;
    let fields = call.queries("report_fields");
    let item = |object| list_item(&api, object, &fields);
    let items = Some(objects.iter().map(item).collect::<Result<_, _>>()?);
    Ok(Json(QuotaList { items, errors: Some(Vec::new()), ..QuotaList::default() }).into_response())
}

/// Real clients send no body, although the document has one.
pub(crate) async fn delete(State(api): State<Api>, call: Call) -> Answer {
    let _: QuotaDelete = call.optional_body()?;
    api.backend.delete_quota(&call.namespace()?, call.name("name")?).await?;
    done()
}

pub(crate) async fn limits(State(api): State<Api>, call: Call) -> Answer {
    answer::<QuotaFigures>(&api.backend.quota_limits(&call.namespace()?).await?)
}

pub(crate) async fn usage(State(api): State<Api>, call: Call) -> Answer {
    answer::<QuotaFigures>(&api.backend.quota_usage(&call.namespace()?).await?)
}

/// The body with the names of the path, which it may leave out but not contradict.
fn draft(call: &Call, name: Option<&str>) -> Result<QuotaDraft, Failure> {
    let mut body: QuotaRequest = call.body()?;
    let mut metadata = body.metadata.unwrap_or_default();
    call.check_same("namespace", metadata.namespace.as_deref())?;
    metadata.namespace = Some(call.namespace()?.as_str().to_owned());
    if let Some(placeholder) = name {
        call.check_same(placeholder, metadata.name.as_deref())?;
        metadata.name = Some(call.name(placeholder)?.to_owned());
    }
    body.metadata = Some(metadata);
    Ok(body.decode()?)
}

fn tell(api: &Api, object: &QuotaObject) -> Result<QuotaAnswer, Failure> {
    let mut answer = QuotaAnswer::encode(object)?;
    if let Some(system) = &mut answer.system_metadata {
        system.tenant = Some(api.options.tenant.clone());
    }
    Ok(answer)
}

/// A plain summary, or with the extra fields: those named, or all when the parameter names none we know.
fn list_item(api: &Api, object: &QuotaObject, asked: &[&str]) -> Result<QuotaListItem, Failure> {
    let mut item = QuotaListItem::whole(object)?;
    item.tenant = Some(api.options.tenant.clone());
    let names_some = asked.iter().any(|field| REPORT_FIELDS.contains(field));
    let fields = if asked.is_empty() || names_some { asked } else { &REPORT_FIELDS };
    Ok(item.reporting(fields))
}
