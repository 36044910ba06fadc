using System.Net;

namespace FeedbackBot.Tests.DirectLine;

[Collection(nameof(RunningServer))]
public sealed class StreamTests(RunningServer running)
{
    [Fact]
    public async Task Several_sockets_on_one_conversation_all_hear_everything()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var one = await Socket.OpenAsync(await StreamAsync(visitor));
        using var two = await Socket.OpenAsync(await StreamAsync(visitor));
        using var three = await Socket.OpenAsync(await StreamAsync(visitor));
        (await one.ActivitiesAsync(1)).Count.ShouldBe(1);
        await visitor.SayAsync("The lid does not close");
        var log = await visitor.LogAsync();
        var ids = log.ConvertAll(a => a["id"]!.GetValue<string>());
        (await one.ActivitiesAsync(log.Count - 1)).ConvertAll(a => a["id"]!.GetValue<string>()).ShouldBe(ids[1..]);
        foreach (var socket in new[] { two, three })
        {
            (await socket.ActivitiesAsync(log.Count)).ConvertAll(a => a["id"]!.GetValue<string>()).ShouldBe(ids);
        }
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("", 0)]
    [InlineData("-", 0)]
    [InlineData("garbage", 0)]
    [InlineData("999999", 0)]
    [InlineData("-7", 0)]
    public async Task The_stream_begins_after_the_watermark_or_at_the_start(string watermark, int skipped)
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        await visitor.SayAsync("The lid does not close");
        var log = await visitor.LogAsync();
        using var socket = await Socket.OpenAsync(Address(visitor, watermark, visitor.Token));
        var heard = await socket.ActivitiesAsync(log.Count - skipped);
        heard[0]["id"]!.GetValue<string>().ShouldBe(log[skipped]["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_socket_is_refused_without_a_valid_token_of_this_conversation()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var stranger = await Visitor.ArriveAsync(running.Http);
        (await RefusalAsync(Address(visitor, "-", stranger.Token))).ShouldBe(HttpStatusCode.Forbidden);
        (await RefusalAsync(Address(visitor, "-", "garbage"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefusalAsync(Address(visitor, "-", ""))).ShouldBe(HttpStatusCode.Unauthorized);
        var early = new Visitor(running.Http);
        await early.TakeTokenAsync();
        (await RefusalAsync(Address(early, "-", early.Token))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_socket_is_refused_to_a_page_that_is_not_listed()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        (await RefusalAsync(Address(visitor, "-", visitor.Token), "https://evil.example.com")).ShouldBe(HttpStatusCode.Forbidden);
        using var listed = await Socket.OpenAsync(Address(visitor, "-", visitor.Token), RunningServer.AllowedPage);
        (await listed.ActivitiesAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_address_of_a_socket_opened_as_a_page_is_refused_in_words()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        var answer = await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}/stream?t={visitor.Token}");
        answer.ShouldRefuse(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_a_client_sends_into_the_socket_does_no_harm()
    {
        var visitor = await Visitor.ArriveAsync(running.Http);
        using var socket = await Socket.OpenAsync(await StreamAsync(visitor));
        await socket.ActivitiesAsync(1);
        await socket.SendAsync("");
        await socket.SendAsync("not JSON");
        await socket.SendAsync(new string('x', 100_000), end: false);
        await socket.SendAsync("and the rest");
        await visitor.SayAsync("The lid does not close");
        (await socket.ActivitiesAsync(2))[0]["text"]!.GetValue<string>().ShouldBe("The lid does not close");
    }

    private string Address(Visitor visitor, string watermark, string token) =>
        $"ws://{running.Address.Authority}/v3/directline/conversations/{visitor.Conversation}/stream?watermark={watermark}&t={token}";

    private static async Task<string> StreamAsync(Visitor visitor) =>
        (await visitor.CallAsync(HttpMethod.Get, $"conversations/{visitor.Conversation}?watermark=")).Text("streamUrl");

    private static async Task<HttpStatusCode> RefusalAsync(string address, string? origin = null)
    {
        using var socket = await Socket.OpenAsync(address, origin);
        return socket.Refused;
    }
}
