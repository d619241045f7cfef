//! What a backend says about an object beside its contents: references, conditions, initialisation, list errors.
//!
//! Our own server has nothing to say here; what a tenant says is kept as it came.

use crate::numbers::Integer;
use crate::schema::{Base64Text, OneOf, UuidText};
use crate::shape::shape;
use crate::times::Timestamp;
use crate::words::{ListErrorCode, PublishWords};

shape! {
    /// A reference to another object.
    pub struct ObjectRef = "schemaObjectRefType" {
        /// What it is.
        kind: String,
        /// Whose it is.
        tenant: String,
        /// Where it is kept.
        namespace: String,
        /// Its name there.
        name: String,
        /// Unique in time and space.
        uid: String as UuidText,
    }
}

shape! {
    /// A reference to the object that this one is a part of.
    pub struct ViewRef = "schemaViewRefType" {
        /// What it is.
        kind: String,
        /// Where it is kept.
        namespace: String,
        /// Its name there.
        name: String,
        /// Unique in time and space.
        uid: String as UuidText,
    }
}

shape! {
    /// What one service says of an object.
    pub struct QuotaStatus = "quotaStatusObject" {
        /// What it found.
        conditions: Vec<Condition>,
        /// Of this status.
        metadata: StatusMeta,
        /// The objects that it speaks of.
        object_refs: Vec<ObjectRef>,
    }
}

shape! {
    /// One finding of a service.
    pub struct Condition = "schemaConditionType" {
        /// `Validation` or `Operational`.
        r#type: String,
        /// Such as `Success`, `Failed` or `Incomplete`.
        status: String,
        /// For people.
        reason: String,
        /// Who found it.
        service_name: String,
        /// Where.
        hostname: String,
        /// When.
        last_update_time: Timestamp,
    }
}

shape! {
    /// Of a status: who reported it, and when.
    pub struct StatusMeta = "schemaStatusMetaType" {
        /// Unique in time and space.
        uid: String as UuidText,
        /// Its name.
        status_id: String,
        /// When it was reported.
        creation_timestamp: Timestamp,
        /// What kind of program reported it.
        creator_class: String,
        /// Which one.
        creator_id: String,
        /// Word for word.
        publish: String as OneOf<PublishWords>,
        /// The sender's own id.
        vtrp_id: String,
        /// True when the sender has not been heard of for long.
        vtrp_stale: bool,
    }
}

shape! {
    /// What an object waits for before it counts.
    pub struct Initializers = "schemaInitializersType" {
        /// In the order in which they run.
        pending: Vec<Initializer>,
        /// How it ended, when it failed.
        result: InitializerResult,
    }
}

shape! {
    /// One step before an object counts.
    pub struct Initializer = "schemaInitializerType" {
        /// The service that does it.
        name: String,
    }
}

shape! {
    /// How the steps ended.
    pub struct InitializerResult = "schemaStatusType" {
        /// An HTTP status.
        code: Integer,
        /// In one word.
        status: String,
        /// For people.
        reason: String,
    }
}

shape! {
    /// What went wrong with a part of a list; `EPARTIAL` says that items are missing.
    pub struct ListError = "schemaErrorType" {
        /// Word for word.
        code: String as OneOf<ListErrorCode>,
        /// For people.
        message: String,
        /// More about it.
        error_obj: PackedDetail,
    }
}

shape! {
    /// A detail with its kind; the bytes may be no text.
    pub struct PackedDetail = "protobufAny" {
        /// What kind of detail.
        type_url: String,
        /// The detail.
        value: String as Base64Text,
    }
}
