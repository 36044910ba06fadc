namespace FeedbackBot.Tests;

public class ServerProcessTests
{
    [Fact]
    public async Task The_program_starts_answers_and_starts_again_on_the_same_address_after_being_killed()
    {
        await using var server = await ServerProcess.StartAsync();
        using var http = server.Client();
        (await http.GetStringAsync("/health/live")).ShouldBe("live");
        await server.KillAsync();
        await Should.ThrowAsync<HttpRequestException>(() => http.GetStringAsync("/health/live"));
        await server.StartAgainAsync();
        (await http.GetStringAsync("/health/live")).ShouldBe("live");
        File.Exists(server.DatabaseFile).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_and_its_message_reaches_the_test()
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => ServerProcess.StartAsync(("WebChat:LargestUpload", "many")));
        refused.Message.ShouldContain("LargestUpload");
    }
}
