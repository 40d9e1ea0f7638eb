"""Nothing that others wrote runs, nothing is asked of another host: the policy as a browser holds it."""

from playwright.sync_api import expect

from desk.browser.going import go

INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "document.body.dataset.ran = 'script'";
  document.body.append(script);
  const image = document.createElement("img");
  image.setAttribute("onerror", "document.body.dataset.ran = 'handler'");
  image.src = "data:,";
  document.body.append(image);
}"""


def test_scripts_in_a_hostile_report_are_words(visit):
    page = visit("/")
    for path in ("/report?document=one/of%3Ftwo", "/incident/" + "aa01" * 5, "/search?words=shelled"):
        go(page, path)
        # The watch over every page finds dialogs, images that were looked for, and lines of the policy.
        expect(page.locator("main")).to_contain_text("onerror=alert(1)")
        assert page.locator("main img, main script").count() == 0


def test_a_script_or_handler_that_was_smuggled_in_does_not_run_and_is_told(visit, watch):
    page = visit("/search")
    page.evaluate(INLINE)
    page.wait_for_timeout(200)
    assert page.locator("body").get_attribute("data-ran") is None
    told, watch.faults[:] = list(watch.faults), []
    assert len(told) == 2
    assert all("Content Security Policy" in line for line in told)


def test_nothing_is_sent_elsewhere(visit, watch):
    page = visit("/search")
    assert page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'stopped')") == "stopped"
    assert any("Content Security Policy" in line for line in watch.faults)
    watch.faults.clear()


def test_no_other_page_may_frame_the_desk(visit, watch):
    page = visit("/search")
    page.evaluate("() => { const f = document.createElement('iframe'); f.src = '/'; document.body.append(f); }")
    page.wait_for_timeout(200)
    assert watch.faults
    watch.faults.clear()
