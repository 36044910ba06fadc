using System.Net;
using FeedbackBot.Accounts;
using FeedbackBot.Host.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

[Collection(nameof(ConsoleServer))]
public sealed class SignInTests(ConsoleServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task The_administrator_from_the_settings_signs_in_and_has_every_role()
    {
        using var browser = await _server.SignedInAsync();
        (await browser.ReadAsync("/console/staff")).ShouldContain("Administrator");
        await using var db = _server.Open();
        (await db.Set<StaffMember>().SingleAsync(s => s.Email == TestServer.AdminEmail)).Roles.ShouldBe(AddStaffLogin.AllRoles);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_refused_in_the_same_words()
    {
        using var browser = _server.NewBrowser();
        foreach (var email in new[] { TestServer.AdminEmail, "nobody@example.com" })
        {
            var answer = await browser.SignInAsync(email, "wrong password");
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("The address or the password is not right");
        }

        (await browser.GetAsync("/console")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task After_five_wrong_passwords_even_the_right_one_is_locked_out()
    {
        await _server.AddStaffAsync("locked@example.com", StaffRoles.Agent);
        using var browser = _server.NewBrowser();
        for (var i = 0; i < 5; i++)
        {
            await browser.SignInAsync("locked@example.com", "wrong password");
        }

        var answer = await browser.SignInAsync("locked@example.com", TestServer.AdminPassword);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("locked for 15 minutes");
    }

    [Theory]
    [InlineData("https://evil.example/", "/console")]
    [InlineData("//evil.example/", "/console")]
    [InlineData("/\\evil.example/", "/console")]
    [InlineData("javascript:alert(1)", "/console")]
    [InlineData("/console/accounts?q=a", "/console/accounts?q=a")]
    public async Task Signing_in_leads_only_to_pages_of_our_own(string returnUrl, string expected)
    {
        using var browser = _server.NewBrowser();
        var answer = await browser.SignInAsync(TestServer.AdminEmail, TestServer.AdminPassword, returnUrl);
        answer.Headers.Location!.OriginalString.ShouldBe(expected);
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_a_forged_one_is_refused()
    {
        using var browser = await _server.SignedInAsync();
        foreach (var token in new[] { "", "CfDJ8forged" })
        {
            var answer = await browser.Http.PostAsync("/console/sign-out", new FormUrlEncodedContent([new("form-token", token)]));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }

        (await browser.GetAsync("/console")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var browser = await _server.SignedInAsync();
        await browser.PostAsync("/console", "/console/sign-out");
        (await browser.GetAsync("/console")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_one_time_password_must_be_replaced_before_anything_is_seen()
    {
        string once;
        await using (var scope = _server.Services.CreateAsyncScope())
        {
            once = (await scope.ServiceProvider.GetRequiredService<AddStaffLogin>().RunAsync(new("new@example.com"))).OneTimePassword!;
        }

        using var browser = await _server.SignedInAsync("new@example.com", once);
        (await browser.GetAsync("/console")).Headers.Location!.OriginalString.ShouldBe(SignInPages.PasswordPath);
        var tooShort = await browser.PostAsync(SignInPages.PasswordPath, SignInPages.PasswordPath, ("current", once), ("password", "short"));
        (await tooShort.Content.ReadAsStringAsync()).ShouldContain("at least 10 characters");
        await browser.PostAsync(SignInPages.PasswordPath, SignInPages.PasswordPath, ("current", once), ("password", "a sentence of my own"));
        (await browser.GetAsync("/console")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_language_is_kept_on_the_member_of_staff()
    {
        var staff = await _server.AddStaffAsync("polyglot@example.com", StaffRoles.Agent);
        using var browser = await _server.SignedInAsync("polyglot@example.com");
        (await browser.ReadAsync("/console")).ShouldContain("<html lang=\"en\"");
        var answer = await browser.PostAsync("/console", "/console/language", ("language", "zh-Hans"), ("returnUrl", "/console?view=mine"));
        answer.Headers.Location!.OriginalString.ShouldBe("/console?view=mine");
        (await browser.ReadAsync("/console")).ShouldContain("<html lang=\"zh-Hans\"");
        await using var db = _server.Open();
        (await db.Set<StaffMember>().SingleAsync(s => s.Id == staff.Id)).Language.ShouldBe("zh-Hans");
    }
}
