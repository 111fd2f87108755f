"""Under the policy that the site asks hosts to send, every page does what it does without."""

import pytest
from helpers import LANGUAGES, looked_at

from web import policy

pytestmark = [pytest.mark.gate, pytest.mark.browser]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_asks_for_what_the_policy_forbids(new_tab, editions, language):
    tab, trouble = new_tab(bypass_csp=False), {}
    for address in looked_at(editions["en"], language):
        tab.open(address)
        if tab.trouble:
            trouble[address] = list(tab.trouble)
    assert trouble == {}


def test_the_root_leads_on_under_the_policy(new_tab):
    tab = new_tab(bypass_csp=False)
    page = tab.open("")
    page.wait_for_url("**/en/index.html")
    assert tab.trouble == []


def test_a_search_answers_under_the_policy(new_tab):
    tab = new_tab(bypass_csp=False)
    page = tab.open("en/search.html?q=learning+rate")
    page.locator("#search-results li a").first.wait_for()
    assert tab.trouble == []


def test_a_script_that_is_not_the_site_s_own_is_refused(new_tab):
    tab = new_tab(bypass_csp=False)
    page = tab.open("en/index.html")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "document.title = 'changed'";
      document.head.append(script);
    }""")
    assert page.title() != "changed"
    assert any("Content Security Policy" in each for each in tab.trouble)


def test_the_site_says_what_to_send(site):
    assert policy.read(site) == policy.headers(site)
