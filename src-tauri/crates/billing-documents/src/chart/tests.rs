//! The drawing as a whole: what is drawn, what is not, and that marks lie where the ink is.

use super::*;
use billing_domain::Decimal;
use std::str::FromStr;

fn values(texts: &[&str]) -> Vec<Option<Decimal>> {
    texts.iter().map(|text| Decimal::from_str(text).ok()).collect()
}

fn named(names: &[&str]) -> Vec<Category> {
    names.iter().map(|name| Category::named(*name)).collect()
}

/// Three days; of the second nothing is known of `b`, of the third nothing at all.
fn bars() -> ChartModel {
    let a = Series::actual("a", 1, values(&["10.50", "20", "?"]));
    let b = Series::actual("b", 2, values(&["-4", "?", "?"]));
    ChartModel::new(ChartForm::StackedBars, named(&["1", "2", "3"]), vec![a, b], 2)
}

fn count(svg: &str, element: &str) -> usize {
    svg.matches(&format!("<{element} ")).count()
}

/// The attributes `x y width height` of every rect.
fn rects(svg: &str) -> Vec<[f64; 4]> {
    let attribute = |tag: &str, name: &str| {
        let start = tag.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
        tag[start..].split('"').next().unwrap().parse::<f64>().unwrap()
    };
    let tags = svg.split("<rect").skip(1).map(|rest| rest.split('>').next().unwrap());
    tags.map(|tag| ["x", "y", "width", "height"].map(|name| attribute(tag, name))).collect()
}

#[test]
fn the_same_model_gives_the_same_drawing() {
    assert_eq!(svg(&bars(), 400, 200).unwrap(), svg(&bars(), 400, 200).unwrap());
}

#[test]
fn the_screen_gets_classes_and_neither_colours_nor_styles() {
    let drawing = svg(&bars(), 400, 200).unwrap().svg;
    for forbidden in ["style", "#", "rgb", "fill=", "stroke=", "<script", "font"] {
        assert!(!drawing.contains(forbidden), "{forbidden} in {drawing}");
    }
    assert!(drawing.contains("class=\"v1 piece\"") && drawing.contains("class=\"gl\""));
    assert!(drawing.starts_with("<svg ") && drawing.contains("width=\"400\" height=\"200\""));
}

#[test]
fn unknown_is_not_drawn_and_not_a_zero() {
    let drawing = svg(&bars(), 400, 200).unwrap();
    assert_eq!(count(&drawing.svg, "rect"), 3, "one per known value");
    let texts: Vec<_> = drawing.marks.iter().map(|mark| mark.value_text.as_str()).collect();
    assert_eq!(texts, ["10.50", "20.00", "−4.00"]);
    let totals: Vec<_> = drawing.columns.iter().map(|c| (c.total_text.as_deref(), c.complete)).collect();
    assert_eq!(totals, [(Some("6.50"), true), (Some("20.00"), false), (None, false)]);
}

#[test]
fn marks_lie_on_the_ink() {
    let drawing = svg(&bars(), 400, 200).unwrap();
    let drawn = rects(&drawing.svg);
    for mark in &drawing.marks {
        let place = [mark.x, mark.y, mark.w, mark.h];
        assert!(drawn.contains(&place), "{place:?} is not among {drawn:?}");
    }
}

#[test]
fn a_stack_stands_on_zero_and_credits_hang_below() {
    let drawing = svg(&bars(), 400, 200).unwrap();
    let (up, down) = (&drawing.marks[0], &drawing.marks[2]);
    assert!((up.y + up.h - down.y).abs() < 0.2, "both meet at the base line");
    assert!((up.h / down.h - 10.5 / 4.0).abs() < 0.05, "heights are in proportion");
}

#[test]
fn labels_are_escaped() {
    let mut model = bars();
    model.categories[0] = Category::named("<b>&\u{1}");
    let drawing = svg(&model, 400, 200).unwrap().svg;
    assert!(drawing.contains("&lt;b&gt;&amp; "), "{drawing}");
}

#[test]
fn the_screen_draws_letters_that_the_paper_face_lacks() {
    let mut model = bars();
    model.categories[0] = Category::named("東京");
    assert!(svg(&model, 400, 200).unwrap().svg.contains("東京</text>"));
    let printed = on_page(&model, &mut Page::a4(), (0.0, 0.0), (288.0, 144.0));
    assert!(matches!(printed, Err(DocumentError::MissingGlyph { character: '東', .. })));
}

#[test]
fn a_line_breaks_where_a_value_is_unknown() {
    let series = Series::actual("used", 0, values(&["1", "2", "?", "3", "4", "?", "5"]));
    let model =
        ChartModel::new(ChartForm::Lines, named(&["a", "b", "c", "d", "e", "f", "g"]), vec![series], 0);
    let drawing = svg(&model, 300, 150).unwrap();
    assert_eq!(drawing.svg.matches("class=\"ln\"").count(), 2, "two runs");
    assert_eq!(count(&drawing.svg, "circle"), 1, "the lone last value is a dot");
    assert_eq!(drawing.marks.len(), 5);
}

#[test]
fn a_limit_says_its_levels_where_there_is_room() {
    let used = Series::actual("used", 1, values(&["60", "62", "70", "90", "95", "110"]));
    let mut limit = Series::actual("limit", 0, values(&["80", "80", "?", "1200", "120", "120"]));
    limit.role = SeriesRole::Limit;
    let names = named(&["a", "b", "c", "d", "e", "f"]);
    let model = ChartModel::new(ChartForm::Steps, names, vec![used, limit], 0);
    let said = |width| {
        let drawing = svg(&model, width, 200).unwrap().svg;
        ["80", "1,200", "120"].map(|level| drawing.contains(&format!(">{level}</text>")))
    };
    assert_eq!(said(500), [true, true, true]);
    assert_eq!(said(200), [true, false, true], "what is wider than its level is left to the table");

    let mut lines = model.clone();
    lines.form = ChartForm::Lines;
    assert!(!svg(&lines, 500, 200).unwrap().svg.contains(">80</text>"), "only steps have levels");
}

#[test]
fn a_year_of_hours_is_thinned_and_keeps_its_highest_hour() {
    let hour = |index: i64| Some(Decimal::from_int(if index == 5001 { 999 } else { index % 24 }));
    let categories = (0..8760).map(|index| Category { tick: None, label: index.to_string() }).collect();
    let series = Series::actual("hours", 1, (0..8760).map(hour).collect());
    let drawing = svg(&ChartModel::new(ChartForm::Lines, categories, vec![series], 0), 700, 200).unwrap();
    assert!(drawing.marks.len() <= 1400, "{} marks", drawing.marks.len());
    assert!(drawing.marks.iter().any(|mark| mark.category == 5001 && mark.value_text == "999"));
    assert!(drawing.svg.len() < 40_000);
    let widths: f64 = drawing.columns.iter().map(|column| column.w).sum();
    let (first, last) = (&drawing.columns[0], &drawing.columns[drawing.columns.len() - 1]);
    assert!((widths - (last.x + last.w - first.x)).abs() < 0.01, "columns cover the plot without a hole");
}

#[test]
fn legends_tell_lines_apart_without_colour() {
    let line = |name: &str, hue| Series::actual(name, hue, values(&["1", "2"]));
    let mut model =
        ChartModel::new(ChartForm::Lines, named(&["a", "b"]), vec![line("one", 1), line("two", 2)], 0);
    let entries = legend(&model);
    assert_eq!((entries[0].class.as_str(), entries[0].shape), ("ln n1", LegendShape::Line));
    assert_eq!((entries[1].class.as_str(), entries[1].shape), ("ln n2 d2", LegendShape::Dashed));
    model.series.pop();
    model.series[0].role = SeriesRole::Compare;
    assert_eq!(legend(&model)[0].class, "cmp");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let mut short = bars();
    short.series[0].values.pop();
    let mut late = bars();
    late.today = Some(Today { category: 3, label: String::new() });
    let empty = ChartModel::new(ChartForm::Lines, vec![], vec![], 0);
    for model in [short, late, empty] {
        assert!(matches!(svg(&model, 400, 200), Err(DocumentError::Chart { .. })));
    }
    assert!(matches!(svg(&bars(), 40, 20), Err(DocumentError::Chart { .. })), "too small a place");
}

#[test]
fn a_chart_without_any_known_value_is_an_empty_frame() {
    let unknown = Series::actual("a", 1, vec![None, None]);
    for form in [ChartForm::StackedBars, ChartForm::Lines, ChartForm::Steps, ChartForm::SideBars] {
        let drawing =
            svg(&ChartModel::new(form, named(&["x", "y"]), vec![unknown.clone()], 2), 300, 150).unwrap();
        assert!(drawing.marks.is_empty() && count(&drawing.svg, "rect") == 0, "{form:?}");
    }
}

#[test]
fn category_labels_never_touch() {
    let names: Vec<String> = (1..=60).map(|day| format!("{day} Mar 2026")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let series = Series::actual("a", 1, vec![Some(Decimal::ONE); 60]);
    let drawing =
        svg(&ChartModel::new(ChartForm::StackedBars, named(&names), vec![series], 0), 500, 150).unwrap();
    let shown = drawing.svg.matches("Mar 2026</text>").count();
    assert!((3..=7).contains(&shown), "{shown} labels of about 70 px on 500 px");
}

#[test]
fn paper_and_screen_share_the_geometry() {
    let mut page = Page::a4();
    on_page(&bars(), &mut page, (0.0, 0.0), (288.0, 144.0)).unwrap();
    let on_paper =
        page.items.iter().filter(|item| matches!(item, crate::pdf::page::Item::Area { .. })).count();
    assert_eq!(on_paper, count(&svg(&bars(), 400, 200).unwrap().svg, "rect"));
}

/// From 10.00 over +4.00 and −1.50 to 12.50.
fn why() -> ChartModel {
    let series = Series::actual("USD", 0, values(&["10", "4", "-1.5", "12.5"]));
    ChartModel::new(
        ChartForm::Waterfall,
        named(&["Feb", "Transfer to RE", "Load Balancer", "Mar"]),
        vec![series],
        2,
    )
}

#[test]
fn a_waterfall_steps_from_total_to_total() {
    let drawing = svg(&why(), 480, 200).unwrap();
    let figures: Vec<_> = drawing.marks.iter().map(|mark| mark.value_text.as_str()).collect();
    assert_eq!(figures, ["10.00", "+4.00", "−1.50", "12.50"]);
    let [former, more, less, present] = drawing.marks.as_slice() else { panic!("four bars") };
    assert!((more.y + more.h - former.y).abs() < 0.2, "a change starts where the former total ends");
    assert!((less.y - more.y).abs() < 0.2, "the next one starts where it ended");
    assert!((less.y + less.h - present.y).abs() < 0.2, "the present total is where the last one ends");
    for class in ["tot", "more", "less"] {
        assert!(drawing.svg.contains(&format!("class=\"{class}\"")), "{class}");
    }
    assert_eq!(drawing.axis_start.as_deref(), Some("9"), "the axis is cut, and says so");
    assert!(drawing.svg.contains("class=\"hole\""), "and the totals show the break");
}

#[test]
fn a_waterfall_that_does_not_add_up_is_refused() {
    let mut wrong = why();
    wrong.series[0].values[1] = Decimal::from_str("4.01").ok();
    let mut unknown = why();
    unknown.series[0].values[1] = None;
    for model in [wrong, unknown] {
        assert!(matches!(svg(&model, 480, 200), Err(DocumentError::Chart { .. })));
    }
}

#[test]
fn a_cut_axis_says_where_it_starts_and_bars_never_have_one() {
    let line = Series::actual("plan", 1, values(&["12067.35", "18402.10", "16000"]));
    let mut model = ChartModel::new(ChartForm::Lines, named(&["a", "b", "c"]), vec![line], 2);
    assert_eq!(svg(&model, 400, 200).unwrap().axis_start, None);
    model.axis = Axis::MayCut;
    let drawing = svg(&model, 400, 200).unwrap();
    assert_eq!(drawing.axis_start.as_deref(), Some("10,000"));
    assert!(
        drawing.marks.iter().all(|mark| (0.0..=200.0).contains(&mark.y)),
        "every mark lies on the drawing"
    );
    model.form = ChartForm::StackedBars;
    assert_eq!(svg(&model, 400, 200).unwrap().axis_start, None);
}

#[test]
fn notes_stand_at_their_categories_and_their_words_never_touch() {
    let mut model = bars();
    model.notes = vec![
        Note { category: 1, label: "Teams begins".into() },
        Note { category: 1, label: "a second word at the same place".into() },
        Note { category: 2, label: "late".into() },
    ];
    let drawing = svg(&model, 600, 200).unwrap();
    let written: Vec<bool> = drawing.notes.iter().map(|note| note.written).collect();
    assert_eq!(written, [true, false, true]);
    assert!((drawing.notes[0].x - drawing.columns[1].x).abs() < 0.01);
    assert_eq!(drawing.svg.matches("class=\"today\"").count(), 3);
    model.notes[0].category = 3;
    assert!(matches!(svg(&model, 600, 200), Err(DocumentError::Chart { .. })));
}
