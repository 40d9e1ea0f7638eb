"""How much of what comes in is taken at most, each figure with its reason; beyond it, an input is skipped and told."""

MB = 1024 * 1024

TEXT = 20 * MB
"""Bytes of one text, page or message, unpacked; a novel has one, and what is longer is a corpus to hand in by documents."""

LINE = 20 * MB
"""Bytes of one line of JSON Lines or of a table: a line holds a text."""

HEAD = 64 * 1024
"""Bytes at the beginning by which the kind of a file is found."""

PDF_BYTES = 100 * MB
"""Bytes of a PDF; above lie books of pictures, of which little is text."""

PDF_PAGES = 2_000
"""Pages of a PDF; the longest reports of commissions of inquiry have about 1,500."""

PDF_SECONDS = 60
"""Time for a PDF altogether; two thousand pages of prose take less than half of it on a laptop."""

PDF_MEMORY = 2048 * MB
"""Address space of the process that reads a PDF: the library's own limits let one stream take 75 MB, and several are held."""

DOCX_PARTS = 5_000
"""Parts of an office document; pictures are parts, and long reports have some hundreds."""

DOCX_UNPACKED = 200 * MB
"""Bytes of an office document's parts together, unpacked."""

XML_PART = 50 * MB
"""Bytes of the part with the text, unpacked: markup takes ten times its words, and the tree ten times the markup."""

RATIO = 200
"""How many times larger than packed a member may be. Deflate reaches 1,032; texts and their markup reach 5 to 50."""

RATIO_FROM = 1 * MB
"""Unpacked bytes from which the ratio counts: below, a bomb does no harm, and forms repeat themselves."""

ZIP_MEMBERS = 20_000
"""Members of a ZIP archive, those of archives in it counted with it."""

ZIP_UNPACKED = 4096 * MB
"""Bytes of all members together, unpacked; members are read one by one, so this bounds time, not memory."""

NESTING = 3
"""How deep containers may stand in one another: an archive with mails with attachments is two."""

FOLDERS = 64
"""How deep folders may stand in one another; the longest path of most systems allows hardly more."""

MAIL_PARTS = 500
"""Parts of one message."""

MAIL_DEPTH = 20
"""How deep parts of a message may stand in one another; forwarded forwards reach 10."""

MAIL_WORK = 200_000_000
"""Boundaries times lines of one message: the parser holds each line against every open boundary, ten million a second."""

MAIL_FIELD = 4_000
"""Characters of a field that tells a part's kind; the parser's time grows with their square."""

MAIL_HEADER = 2_000
"""Characters of a header's field that are read."""

TABLE_SAMPLE = 16 * 1024
"""Characters by which the delimiter of a table is found: the sniffer of the standard library takes long over more."""

TABLE_COLUMNS = 2_000
"""Columns of a table; spreadsheets with more hold figures."""

TELEGRAM = 512 * MB
"""Bytes of an export of Telegram; ten years of a busy channel make about 100 MB, and it is held in memory."""

ARCHIVE_FILE = 1024 * MB
"""Bytes from which the archive of originals begins a new file, as the WARC standard's annex C advises (ISO 28500:2017)."""
