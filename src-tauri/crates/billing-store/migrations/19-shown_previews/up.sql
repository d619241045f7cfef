-- What a preview showed besides its total, word for word; previews of an earlier time have none.
CREATE TABLE preview_figures (
    preview    INTEGER PRIMARY KEY REFERENCES preview (id),
    now_minor  INTEGER NOT NULL, -- the month's bill as things stood
    tax_minor  INTEGER NOT NULL, -- of the bill after the change
    next_minor INTEGER NOT NULL  -- a whole month afterwards, before usage, with tax
) STRICT;

-- The lines that the change would bring, in the order in which they were shown.
CREATE TABLE preview_line (
    preview      INTEGER NOT NULL REFERENCES preview_figures (preview),
    n            INTEGER NOT NULL CHECK (n > 0),
    title        TEXT NOT NULL,
    starts       TEXT NOT NULL,
    ends         TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (preview, n)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER preview_figures_stay BEFORE UPDATE ON preview_figures
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
CREATE TRIGGER preview_figures_are_kept BEFORE DELETE ON preview_figures
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
CREATE TRIGGER preview_line_stays BEFORE UPDATE ON preview_line
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;
CREATE TRIGGER preview_line_is_kept BEFORE DELETE ON preview_line
BEGIN SELECT RAISE(ABORT, 'a preview never changes'); END;

-- The preview that the one who asked for a move had seen.
ALTER TABLE transition_request ADD COLUMN preview INTEGER REFERENCES preview (id);
