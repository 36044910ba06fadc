using FeedbackBot.Tests.Connectors.LanguageModel;
using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Tickets;

/// <summary>Summaries of cases for staff.</summary>
public sealed class SummariseTicketTests : IAsyncLifetime
{
    private CaseCast _cast = null!;

    public async Task InitializeAsync() => _cast = await CaseCast.CreateAsync();

    public async Task DisposeAsync() => await _cast.DisposeAsync();

    [Fact]
    public async Task A_summary_is_in_the_readers_language_and_from_notes_too()
    {
        var number = await _cast.OpenAsync("水壶漏水,订单KT-771", "zh-Hans");
        await _cast.NoteAsync(number, "Lid is out of stock until 20 May.");
        await using var server = await LoopbackModel.SayingAsync(
            """{"about":"The kettle of order KT-771 leaks.","wants":"","done":"The lid is out of stock until 20 May.","open":["Order a lid"]}""");
        using var client = server.Client();

        var summary = (await _cast.Summarise(client).RunAsync(number, "en")).Value!;
        (summary.About, summary.Wants, summary.Open.Single()).ShouldBe(("The kettle of order KT-771 leaks.", "", "Order a lid"));
        var asked = server.Requests.Single()["messages"]![1]!.ToJsonString();
        asked.ShouldContain("out of stock");
        asked.ShouldContain("\\u0022language\\u0022: \\u0022en\\u0022");
    }

    [Theory]
    [InlineData("The kettle leaks and 250 was promised.")]
    [InlineData("The kettle leaks, details at https://evil.example/login")]
    public async Task A_number_or_link_that_stands_nowhere_in_the_case_makes_it_unfounded(string about)
    {
        var number = await _cast.OpenAsync("The kettle leaks.");
        await using var server = await LoopbackModel.SayingAsync($$"""{"about":"{{about}}","wants":"","done":"","open":[]}""");
        using var client = server.Client();
        (await _cast.Summarise(client).RunAsync(number, "en")).WhyNot.ShouldBe(Unavailable.Unfounded);
    }

    [Fact]
    public async Task Without_a_model_or_with_a_broken_one_there_is_none_and_no_exception()
    {
        var number = await _cast.OpenAsync("The kettle leaks.");
        (await _cast.Summarise(null).RunAsync(number, "en")).WhyNot.ShouldBe(Unavailable.NoModel);
        await using var server = await LoopbackModel.SayingAsync("nothing of the kind");
        using var client = server.Client();
        (await _cast.Summarise(client).RunAsync(number, "en")).WhyNot.ShouldBe(Unavailable.Failed);
    }
}
