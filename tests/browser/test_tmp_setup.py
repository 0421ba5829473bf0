def test_home(page, axe): page.goto("/"); axe(page)
def test_ar(new_page, axe, fits):
    page = new_page(locale="ar", viewport={"width":320,"height":640}); page.goto("/"); assert page.get_attribute("html","dir")=="rtl"; axe(page); fits(page)
def test_phone(phone, axe, fits): phone.goto("/"); axe(phone); fits(phone)
def test_login(page_without_javascript, axe): page_without_javascript.goto("/accounts/login/");print(page_without_javascript.title()); axe(page_without_javascript)
def test_signed(page, signed_in, django_user_model, axe):
    p = django_user_model.objects.create_user("ana@example.org", "x", name="Ana"); signed_in(page,p).goto("/"); assert "Ana" in page.inner_text("body"); axe(page)
