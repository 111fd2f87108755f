"""Under the policy that the site asks hosts to send, pages do what they do without; test_browser.py opens every one."""

import pytest

from web import policy

pytestmark = [pytest.mark.gate, pytest.mark.browser]


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
