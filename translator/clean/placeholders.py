"""What a template or a plug-in would have filled in, had its program run: never text of an article.

``{{ ad.text }}``, ``{% include x.html %}``, ``<%= ad %>``, ``[contact-form-7 id="5"]``. A name in
braces within a sentence may be what the sentence is about, so only what no sentence holds is told.
"""

from __future__ import annotations

import re

# Tags of Liquid, Jinja and Twig, of Hugo; tags of ASP, ERB and PHP. Bounded: an article may have braces.
TAG = re.compile(
    r"\{%[^{}\n]{0,400}?%\}|\{\{[<%](?:[^{}\n\"]|\"[^\"\n]{0,300}\"){0,400}?[%>]\}\}|\{#[^{}\n]{1,300}#\}"
    r"|<%[^<>\n]{0,300}%>|&lt;%[^<>\n]{0,300}%&gt;|<\?(?:php|=)[^<>\n]{0,300}\?>"
)
# A value with a path or a filter: page.title, ad | safe. A plain name may be an example.
VALUE = re.compile(
    r"\{\{-?\s{0,5}[\w$]+(?:(?:\.|\s?\|\s?|\()[^{}\n]{0,200}|\[[^{}\n]{0,200})-?\}\}"
)
_ALONE = re.compile(
    r"\{\{\{?[^{}\n]{1,300}\}?\}\}|\$\{[\w.()\[\]' ]{1,100}\}|%%[A-Z_]{2,40}%%|\[\[\s?[\w.]{1,60}\s?\]\]"
    r"|@@[A-Za-z_.]{2,60}@@"
)
_ATTRIBUTE = (
    r"\s+[a-z][\w-]{0,40}\s?=\s?(?:\"[^\"\n\]]{0,300}\"|'[^'\n\]]{0,300}'"
    r"|[“”„″&][^\[\]\n“”]{0,300}[”“″;]|[^\s\]\"']{1,200})"
)
# Short codes of WordPress: with attributes, of page builders, a few that stand without any, ends.
SHORTCODE = re.compile(
    r"\[(?P<name>[a-z][a-z0-9]{0,20}(?:[_-][a-z0-9]{1,20}){0,4})(?:"
    + _ATTRIBUTE
    + r"){1,12}\s?/?\](?![(:])"
    r"|\[/?(?:(?:vc|et_pb|fusion|su|av|elementor|themify|tatsu|mk)_[a-z_0-9]{2,40}|contact-form-7|contact-form"
    r"|gallery|playlist|wp_ad_camp_\d|adrotate|the_ad|quads|ez-toc|mc4wp_form|ninja_forms?|wpforms"
    r"|gravityform|tablepress|addtoany|jetpack_subscription_form)(?:\s[^\[\]\n]{0,300})?\](?![(:])"
)
CLOSING = re.compile(r"\[/(?P<name>[a-z][a-z0-9_-]{1,40})\](?!\()")


def is_placeholder(text: str) -> bool:
    """Say whether a text is nothing but what should have been filled in."""
    text = text.strip()
    if not text or text[0] not in "{[<&$%@":
        return False
    rest = SHORTCODE.sub("", _ALONE.sub("", VALUE.sub("", TAG.sub("", text))))
    return not any(map(str.isalnum, CLOSING.sub("", rest))) and rest != text
