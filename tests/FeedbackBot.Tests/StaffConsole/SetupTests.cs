using System.Net;
using FeedbackBot.Host.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FeedbackBot.Tests.StaffConsole;

/// <summary>The first start of an installation without an administrator in its settings, and what outlives a restart.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task The_set_up_link_makes_the_first_administrator_once_and_the_cookie_outlives_a_restart()
    {
        using var folder = new TemporaryFolder();
        string code;
        string cookie;
        await using (var server = await TestServer.StartInAsync(folder.Path, ownsFolder: false))
        {
            code = server.Services.GetRequiredService<SetupLink>().Code.ShouldNotBeNull();
            Directory.GetFiles(Path.Combine(folder.Path, "keys")).ShouldNotContain(f => File.ReadAllText(f).Contains(code));
            using var browser = server.NewBrowser();
            (await browser.GetAsync("/setup?code=wrong")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

            var page = $"/setup?code={code}";
            var refused = await browser.PostAsync(page, "/setup", ("code", code), ("name", "Li Na"), ("email", "li@example.com"), ("password", "short"));
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadAsStringAsync()).ShouldContain("li@example.com");

            var done = await browser.PostAsync(page, "/setup", ("code", code), ("name", "Li Na"), ("email", "li@example.com"), ("password", "a long enough one"));
            done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            cookie = done.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("feedbackbot.staff=", StringComparison.Ordinal)).Split(';')[0];
            (await browser.ReadAsync("/console")).ShouldContain("Li Na");
            (await browser.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await using var again = await TestServer.StartInAsync(folder.Path, ownsFolder: false);
        again.Services.GetRequiredService<SetupLink>().Code.ShouldBeNull();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        (await http.GetAsync(again.Address + "/console")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_sign_in_tables_are_what_the_model_says()
    {
        await using var server = await TestServer.StartAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StaffSignInDb>();
        foreach (var table in db.Model.GetEntityTypes())
        {
            var name = table.GetTableName()!;
            var columns = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info({name})").ToListAsync();
            columns.Order().ShouldBe(table.GetProperties().Select(p => p.GetColumnName()).Order(), name);
        }
    }
}
