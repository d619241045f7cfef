//! Charts on paper: every form is drawn, and its words and figures can be read back.

use crate::fixture::{column, empty_sheet};
use crate::poppler::pages;
use crate::sample_charts;
use billing_documents::chart::ChartModel;
use billing_documents::export::{Cell, ColumnKind, Sheet, SheetRow};
use billing_documents::pdf::invoice::InvoiceChart;
use billing_documents::pdf::report::{ReportDocument, render_report};

fn text_of(model: ChartModel) -> String {
    let sheet = Sheet {
        rows: vec![SheetRow::Cells(vec![Cell::Text("a".into())])],
        ..empty_sheet(vec![column("a", "A", ColumnKind::Text)])
    };
    let chart = InvoiceChart { title: "Heading".into(), summary: "Summary.".into(), model };
    let report = ReportDocument { sheet, chart: Some(chart) };
    pages(&render_report(&report).unwrap()).concat()
}

fn expect(model: ChartModel, texts: &[&str]) {
    let page = text_of(model);
    for text in texts.iter().chain(&["Heading", "Summary."]) {
        assert!(page.contains(text), "{text:?} is not on\n{page}");
    }
}

#[test]
fn lying_bars_show_names_and_exact_values() {
    expect(sample_charts::side_chart(), &["8,120.55", "−310.25", "ศูนย์ข้อมูลกรุงเทพ", "never measured", "—"]);
}

#[test]
fn lines_show_their_end_labels_and_ticks() {
    expect(
        sample_charts::forecast_chart(),
        &["11,568.02", "19.6k", "likely", "Feb 16.5k", "20,000", "15 Mar", "80% band"],
    );
}

#[test]
fn steps_and_long_rows_are_drawn() {
    expect(sample_charts::steps_chart(), &["Used", "Limit", "M11"]);
    expect(sample_charts::hourly_chart(), &["M2", "M12", "150"]);
}
