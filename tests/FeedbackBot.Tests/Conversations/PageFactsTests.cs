using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.Conversations;

/// <summary>What a page says is text that nobody vouches for.</summary>
public sealed class PageFactsTests
{
    [Fact]
    public void A_page_names_its_address_title_order_product_and_fields()
    {
        var page = PageFacts.Read("""{"url":"https://shop.example/o/17?tab=1#top","title":" My\norders ","order":4711,"product":"Kettle","fields":{"desired_outcome":"refund","product":"other"}}""");
        page.ShouldBe(new Dictionary<string, string>
        {
            ["page_url"] = "https://shop.example/o/17?tab=1",
            ["page_title"] = "My orders",
            ["order_number"] = "4711",
            ["product"] = "Kettle",
            ["desired_outcome"] = "refund",
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/orders/17")]
    [InlineData("not an address")]
    public void Only_web_addresses_are_kept(string url) => PageFacts.Read($$"""{"url":"{{url}}"}""").ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{broken")]
    [InlineData("""{"order":{},"product":null,"title":true,"fields":[1]}""")]
    [InlineData("""{"fields":{"Bad Name":"x","page_url":"javascript:1","ok":["x"]}}""")]
    public void What_is_of_another_form_says_nothing(string json) => PageFacts.Read(json).ShouldBeEmpty();

    [Fact]
    public void Everything_is_bounded_cleaned_and_masked()
    {
        var fields = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"f{i}\":\"x\""));
        var page = PageFacts.Read($$$"""
            {"title":"{{{string.Concat(Enumerable.Range(0, 300).Select(i => (char)('一' + i)))}}}","product":"a\u0000b\u200b card 4111 1111 1111 1111",
             "url":"https://user:secret@shop.example/p?{{{new string('q', 400)}}}","fields":{ {{{fields}}} }}
            """);
        page["page_title"].Length.ShouldBe(200);
        page["product"].ShouldBe("ab card •••• 1111");
        page["page_url"].ShouldBe("https://shop.example/p");
        page.Count.ShouldBe(23);
    }

    [Fact]
    public void A_page_without_facts_only_moves_the_customer_and_another_one_takes_its_place()
    {
        var first = PageFacts.Read("""{"url":"https://a.example/1","order":"17","product":"Lamp"}""");
        var moved = PageFacts.Over(first, PageFacts.Read("""{"url":"https://a.example/2"}"""));
        (moved["page_url"], moved["order_number"]).ShouldBe(("https://a.example/2", "17"));
        var other = PageFacts.Over(moved, PageFacts.Read("""{"product":"Kettle"}"""));
        other["page_url"].ShouldBe("https://a.example/2");
        other.ContainsKey("order_number").ShouldBeFalse();
        PageFacts.Over(first, PageFacts.Read("")).ShouldBe(first);
        PageFacts.With(first, "18")["order_number"].ShouldBe("18");
    }
}
