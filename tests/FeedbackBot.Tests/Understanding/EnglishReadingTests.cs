using FeedbackBot.Understanding;
using static FeedbackBot.Understanding.FeedbackKind;
using static FeedbackBot.Understanding.Sentiment;

namespace FeedbackBot.Tests.Understanding;

public class EnglishReadingTests
{
    [Theory]
    [InlineData("My parcel was supposed to arrive on Monday and it still isn't here", Complaint, Negative)]
    [InlineData("I want to make a complaint about one of your drivers", Complaint, Negative)]
    [InlineData("Why has nobody replied to my three emails?", Complaint, Negative)]
    [InlineData("The kettle stopped working after two days", Complaint, Negative)]
    [InlineData("you sent me the wrong size again", Complaint, Negative)]
    [InlineData("Your app keeps crashing whenever I open the basket", Complaint, Negative)]
    [InlineData("The waiter was rude and our food was cold", Complaint, Negative)]
    [InlineData("I was charged twice for the same order", Complaint, Negative)]
    [InlineData("been on hold for 45 minutes, this is ridiculous", Complaint, Negative)]
    [InlineData("The room smelled of mould and the shower didn't work", Complaint, Negative)]
    [InlineData("When am I finally going to get my refund? It has been six weeks!", Complaint, Negative)]
    [InlineData("I never received the second item in my order", Complaint, Negative)]
    [InlineData("The technician never showed up", Complaint, Negative)]
    [InlineData("I can't log in to my account and the reset email never arrives", Complaint, Negative)]
    [InlineData("How is it possible that a new phone arrives with a scratched screen?", Complaint, Negative)]
    [InlineData("Not happy with the quality of this jacket, the zip broke on day one", Complaint, Negative)]
    [InlineData("Terrible service, nobody knew anything", Complaint, Negative)]
    [InlineData("My order is missing two items", Complaint, Negative)]
    [InlineData("the delivery guy left my parcel in the rain and it's soaked", Complaint, Negative)]
    [InlineData("Three weeks and still no answer from your support team.", Complaint, Negative)]
    [InlineData("My internet has been down since Saturday", Complaint, Negative)]
    [InlineData("I've been a customer for 20 years and this is how you treat me", Complaint, Negative)]
    [InlineData("it says delivered but I don't have it", Complaint, Negative)]
    [InlineData("Great, my order is late again", Complaint, Negative)]
    [InlineData("why is your delivery so expensive", Complaint, Negative)]
    [InlineData("It would be really helpful if you opened on Sundays", Suggestion, Neutral)]
    [InlineData("You should add a dark mode to the app", Suggestion, Neutral)]
    [InlineData("I'd love to see more vegetarian options on the menu", Suggestion, Neutral)]
    [InlineData("Could you please add PayPal as a payment method?", Suggestion, Neutral)]
    [InlineData("Have you considered offering smaller portions for children?", Suggestion, Neutral)]
    [InlineData("My suggestion: let customers pick a delivery window", Suggestion, Neutral)]
    [InlineData("I wish there was a way to save my favourite orders", Suggestion, Neutral)]
    [InlineData("Why not let us pay in instalments?", Suggestion, Neutral)]
    [InlineData("Maybe you could send a text before the driver arrives", Suggestion, Neutral)]
    [InlineData("Can you make the font bigger in the app?", Suggestion, Neutral)]
    [InlineData("Your technician Maria was brilliant, fixed everything in ten minutes", Praise, Positive)]
    [InlineData("Just wanted to say thank you, the whole team was so helpful", Praise, Positive)]
    [InlineData("Absolutely love my new headphones, great sound and super fast delivery", Praise, Positive)]
    [InlineData("Best customer service I have ever had!", Praise, Positive)]
    [InlineData("The food was delicious and the staff were lovely", Praise, Positive)]
    [InlineData("How long does delivery to Scotland take?", Question, Neutral)]
    [InlineData("I need to change the delivery address on my order", Question, Neutral)]
    [InlineData("Do you ship to Canada?", Question, Neutral)]
    [InlineData("What are your opening hours", Question, Neutral)]
    [InlineData("Can I return a jacket without the receipt?", Question, Neutral)]
    [InlineData("could you tell me where my order is", Question, Neutral)]
    [InlineData("How do I reset my password?", Question, Neutral)]
    [InlineData("I'd like to book an appointment for Friday", Question, Neutral)]
    [InlineData("cancel my subscription", Question, Neutral)]
    [InlineData("can you check on my case FB-000123", Question, Neutral)]
    [InlineData("actually forget it, cancel", Other, Neutral)]
    [InlineData("My name is John Smith and my order number is AB12345678", Other, Neutral)]
    [InlineData("hello there", Other, Neutral)]
    [InlineData("ok", Other, Neutral)]
    [InlineData("yes please", Other, Neutral)]
    [InlineData("just reply here", Other, Neutral)]
    [InlineData("I don't remember", Other, Neutral)]
    [InlineData("no, that's all", Other, Neutral)]
    public void An_english_message_is_read_for_what_it_does_and_how_it_feels(string text, FeedbackKind kind, Sentiment sentiment)
    {
        var reading = Reader.Read(text);
        reading.Language.ShouldBe("en");
        reading.Kind!.Value.Label.ShouldBe(kind);
        reading.Sentiment!.Label.ShouldBe(sentiment);
    }

    [Theory]
    [InlineData("The food was great but the service was terrible")]
    [InlineData("Lovely staff, however the room was filthy and noisy")]
    public void Good_and_bad_together_are_mixed_or_bad(string text) =>
        Reader.Read(text).Sentiment!.Label.ShouldBeOneOf(Mixed, Negative);

    [Theory]
    [InlineData("thanks")]
    [InlineData("thank you very much")]
    [InlineData("great, thanks")]
    public void Friendly_small_talk_is_not_praise(string text) => Reader.Read(text).Kind!.Value.Label.ShouldBe(Other);

    [Fact]
    public void A_bare_intent_to_complain_is_a_sure_complaint() =>
        Reader.Read("I want to complain").KindAbstained.ShouldBeFalse();

    [Theory]
    [InlineData("where is my parcel", "delivery")]
    [InlineData("there is a charge on my bill I don't understand", "billing")]
    [InlineData("the blender is broken", "product_quality")]
    [InlineData("your receptionist was very rude", "staff_service")]
    [InlineData("the website won't load", "app_website")]
    [InlineData("I want to return these and get a refund", "returns_refund")]
    [InlineData("I forgot my password", "account")]
    [InlineData("somebody hacked me and stole my data", "privacy_safety")]
    [InlineData("the weather is nice today", "other")]
    public void The_topic_that_matters_comes_first(string text, string topic) => Reader.Read(text).Topics[0].Label.ShouldBe(topic);
}
